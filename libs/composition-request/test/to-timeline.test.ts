import { toTimeline } from '../src/index.js';
import { request } from './support/request.js';

describe('what a request means', () => {
  it('fills in the defaults of the contract', () => {
    expect(toTimeline(request())).toEqual({
      background: '#000000',
      clips: [
        {
          pointer: '/clips/0',
          url: 's3://cutroom/a.mp4',
          inPoint: { num: 0, den: 1 },
          outPoint: null,
          shownFor: null,
          speed: { num: 1, den: 1 },
          placement: { kind: 'sequential' },
          statedEnd: null,
          transition: { kind: 'cut' },
          fit: 'contain',
          colorPreset: 'none',
          motion: null,
          sound: null,
          volume: 1,
        },
      ],
      layers: [],
      ends: 'picture',
      audio: { music: null, voice: null, sequence: [], ducking: null, loudness: null, cutFade: null },
      output: {
        width: 1280,
        height: 720,
        fps: { num: 30, den: 1 },
        crf: 21,
        preset: 'medium',
        format: 'mp4',
        codec: 'h264',
        renditions: [],
        audioBitrate: 192_000,
        bitrate: null,
        thumbnailAt: null,
        copy: 'none',
        maxSeconds: null,
        sourceSize: false,
        stillOnly: false,
        deliverTo: null,
      },
    });
  });

  it('gives the look of the composition to clips that have none of their own', () => {
    const url = 's3://cutroom/a.mp4';
    const clips = [{ url }, { url, color_preset: 'none' as const }, { url, color_preset: 'mono' as const }];
    const looks = toTimeline(request({ clips, color_preset: 'warm' })).clips.map(({ colorPreset }) => colorPreset);
    expect(looks).toEqual(['warm', 'none', 'mono']);
  });

  it('keeps times exact and rates NTSC', () => {
    const { clips, output } = toTimeline(
      request({
        clips: [
          {
            url: 's3://cutroom/a.mp4',
            trim_start: 0.1 + 0.2,
            trim_end: 7 / 3,
            start_time: 1e-6,
            end_time: 2.0333333,
            mute: true,
            volume: 2,
          },
        ],
        output: { fps: 29.97 },
      }),
    );
    expect(clips[0]).toMatchObject({
      inPoint: { num: 3, den: 10 },
      outPoint: { num: 2_333_333, den: 1_000_000 },
      placement: { kind: 'placed', start: { num: 1, den: 1_000_000 } },
      statedEnd: { num: 2_033_333, den: 1_000_000 },
      volume: 0,
    });
    expect(output.fps).toEqual({ num: 30_000, den: 1001 });
  });

  it.each([
    ['cut', { kind: 'cut' }],
    ['fade', { kind: 'fade', duration: { num: 1, den: 2 } }],
    ['crossfade', { kind: 'overlap', effect: 'fade', duration: { num: 1, den: 2 } }],
    ['wipeleft', { kind: 'overlap', effect: 'wipeleft', duration: { num: 1, den: 2 } }],
  ])('reads the transition %s', (transition_in, expected) => {
    const { clips } = toTimeline(request({ clips: [{ url: 's3://cutroom/a.mp4', transition_in }] }));
    expect(clips[0]?.transition).toEqual(expected);
  });

  it('reads music and voice', () => {
    const { audio } = toTimeline(
      request({
        audio: { music_url: 's3://cutroom/m.mp3', voiceover_url: 's3://cutroom/v.mp3', fade_out: 0, music_loop: false },
      }),
    );
    expect(audio).toEqual({
      music: {
        pointer: '/audio/music_url',
        url: 's3://cutroom/m.mp3',
        volume: 0.8,
        loop: false,
        start: { num: 0, den: 1 },
        startPointer: '/audio/music_start',
        fadeIn: { num: 0, den: 1 },
        fadeOut: { num: 0, den: 1 },
      },
      voice: {
        pointer: '/audio/voiceover_url',
        url: 's3://cutroom/v.mp3',
        volume: 1,
        start: { num: 0, den: 1 },
        startPointer: '/audio/voiceover_start',
      },
      sequence: [],
      ducking: null,
      loudness: null,
      cutFade: null,
    });
  });

  it.each([
    [false, null],
    [true, { amountDb: 12, attack: { num: 1, den: 5 }, release: { num: 1, den: 2 } }],
    [{}, { amountDb: 12, attack: { num: 1, den: 5 }, release: { num: 1, den: 2 } }],
    [
      { amount_db: 6, attack: 0.05 },
      { amountDb: 6, attack: { num: 1, den: 20 }, release: { num: 1, den: 2 } },
    ],
  ])('reads ducking %j', (ducking, expected) => {
    expect(toTimeline(request({ audio: { ducking } })).audio.ducking).toEqual(expected);
  });

  it('reads where music and voice begin, and the loudness', () => {
    const { audio } = toTimeline(
      request({
        audio: {
          music_url: 's3://c/m',
          music_start: 1.5,
          voiceover_url: 's3://c/v',
          voiceover_start: 0.1,
          loudness: -14,
        },
      }),
    );
    expect([audio.music?.start, audio.voice?.start, audio.loudness]).toEqual([
      { num: 3, den: 2 },
      { num: 1, den: 10 },
      -14,
    ]);
  });
});
