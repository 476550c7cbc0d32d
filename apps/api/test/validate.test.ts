import { CompositionDto } from '../src/compositions/dto/composition.dto.js';
import { problemsOf } from '../src/http/validate.js';

const clip = { url: 's3://cutroom/a.mp4' };
const problems = (body: unknown) =>
  Object.fromEntries(problemsOf(CompositionDto, body).map((p) => [p.pointer, p.message]));

describe('the check of a composition', () => {
  it('finds nothing in the example of the contract', () => {
    expect(
      problemsOf(CompositionDto, {
        clips: [
          {
            url: 's3://bucket/clip1.mp4',
            start_time: 0,
            end_time: 3.5,
            trim_start: 0,
            trim_end: 3.5,
            transition_in: 'fade',
            transition_duration: 0.5,
          },
        ],
        audio: {
          music_url: 's3://bucket/music.mp3',
          voiceover_url: 's3://bucket/vo.mp3',
          music_volume: 0.8,
          voiceover_volume: 1.0,
          music_start: 1.5,
          voiceover_start: 2,
          ducking: { amount_db: 12, attack: 0.1, release: 0.3 },
          loudness: -14,
        },
        overlays: [
          {
            type: 'text',
            content: 'Summer Sale!',
            position: { x: 'center', y: 100 },
            start_time: 0,
            duration: 5,
            style: { font: 'Arial', size: 48, color: '#FFFFFF', shadow: true },
          },
        ],
        output: { resolution: { width: 640, height: 360 }, fps: 30, crf: 21, format: 'mp4', audio_bitrate: '128k' },
      }),
    ).toEqual([]);
  });

  it('names every problem at once, each by its pointer', () => {
    expect(
      problems({
        clips: [
          { url: 'clip.mp4', volume: 3, fitt: 'cover' },
          { ...clip, trim_start: '1', fit: 'covr', 'a/b~c': 1 },
        ],
        overlays: [
          { type: 'sticker', url: 's3://a/b' },
          { type: 'text', content: '', position: { x: 'centre', z: 1 }, style: { shadow: { blur: 1 }, color: 'bluu' } },
        ],
        output: { fps: 120, crf: 20.5, format: 'webn', renditions: ['480p', { width: 3 }] },
        callback_uri: 'https://example.com',
      }),
    ).toEqual({
      '/clips/0/url': 'must be an s3:// or https:// URL',
      '/clips/0/volume': 'must be a number from 0 to 2',
      '/clips/0/fitt': 'unknown field (did you mean "fit"?)',
      '/clips/1/trim_start': 'must be a number from 0 to 86400',
      '/clips/1/fit': 'must be one of contain, cover, stretch, blur (did you mean "cover"?)',
      '/clips/1/a~1b~0c': 'unknown field',
      '/overlays/0/type': 'must be one of text, image, watermark, video, timecode, captions',
      '/overlays/1/content': 'must be a text of 1 to 5000 characters',
      '/overlays/1/position/x':
        'must be pixels, left, center, right, a percentage such as "10%", or an expression such as "W-w-20" (did you mean "center"?)',
      '/overlays/1/position/z': 'unknown field',
      '/overlays/1/style/shadow/blur': 'unknown field',
      '/overlays/1/style/color': 'must be a colour: #RGB, #RGBA, #RRGGBB, #RRGGBBAA, a CSS name, or name@0.85',
      '/output/fps': 'must be a number from 1 to 60',
      '/output/crf': 'must be a whole number from 0 to 51',
      '/output/format': 'must be one of mp4, mov, webm, gif, mp3 (did you mean "webm"?)',
      '/output/renditions': expect.stringContaining('a list of at most 5'),
      '/callback_uri': 'unknown field (did you mean "callback_url"?)',
    });
  });

  it.each([
    ['no clips', {}, { '/clips': 'is required' }],
    ['an empty list', { clips: [] }, { '/clips': 'must hold 1 to 200 items' }],
    ['too many clips', { clips: Array(201).fill(clip) }, { '/clips': 'must hold 1 to 200 items' }],
    ['a list that is none', { clips: 'a' }, { '/clips': 'must be a list' }],
    ['an object for a list', { clips: clip }, { '/clips': 'must be a list' }],
    [
      'items that are none',
      { clips: [clip, null, [clip], 3] },
      { '/clips/1': 'must be an object', '/clips/2': 'must be an object', '/clips/3': 'must be an object' },
    ],
    ['a list for an object', { clips: [clip], audio: [{}] }, { '/audio': 'must be an object' }],
    [
      'a text for a shadow',
      { clips: [clip], overlays: [{ type: 'text', content: 'a', style: { shadow: 'yes' } }] },
      { '/overlays/0/style/shadow': 'must be true, false or an object {x, y, color}' },
    ],
    [
      'sound out of range, and misspelt',
      {
        clips: [clip],
        audio: { music_start: -1, ducking: { amount_db: 99, atack: 0.1, release: '1' }, loudness: 14, loudnes: -14 },
      },
      {
        '/audio/music_start': 'must be a number from 0 to 86400',
        '/audio/ducking/amount_db': 'must be a number from 0 to 60',
        '/audio/ducking/atack': 'unknown field (did you mean "attack"?)',
        '/audio/ducking/release': 'must be a number from 0 to 10',
        '/audio/loudness': 'must be a number from -40 to -8',
        '/audio/loudnes': 'unknown field (did you mean "loudness"?)',
      },
    ],
    [
      'a text for ducking',
      { clips: [clip], audio: { ducking: 'yes' } },
      { '/audio/ducking': 'must be true, false or an object {amount_db, attack, release}' },
    ],
    [
      'too much metadata',
      { clips: [clip], metadata: { a: 'x'.repeat(4096) } },
      { '/metadata': 'must be an object of at most 4096 bytes as JSON' },
    ],
    [
      'nulls in lists',
      { clips: [clip, null], overlays: [null] },
      { '/clips/1': 'must be an object', '/overlays/0': 'must be an object' },
    ],
    ['a list', [], { '': 'must be a JSON object' }],
    ['nothing', undefined, { '': 'must be a JSON object, with the header Content-Type: application/json' }],
  ])('refuses %s', (_name, body, expected) => {
    expect(problems(body)).toEqual(expected);
  });

  it('survives what is nested to exhaust the stack', () => {
    const depth = 100_000;
    const body: unknown = JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
    expect(problems(body)).toEqual({ '': 'is nested too deeply' });
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])('refuses a field called %s', (name) => {
    expect(problems(JSON.parse(`{"clips":[{"url":"s3://cutroom/a.mp4"}],"${name}":1}`))).toEqual({
      [`/${name}`]: 'cannot be the name of a field',
    });
  });

  it('takes null as not said', () => {
    expect(problems({ clips: [{ ...clip, trim_end: null }], audio: null, overlays: null })).toEqual({});
  });
});
