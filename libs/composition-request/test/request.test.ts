import { TEXT_STYLE } from '../../../test/factories/timeline.js';
import {
  ASPECT_RATIOS,
  type CompositionRequest,
  isFrameSize,
  isRendition,
  type OutputRequest,
  outputProblems,
  outputSize,
  parseBitrate,
  parseColor,
  parseOpaqueColor,
  parsePosition,
  toTimeline,
  transitionNames,
  XFADE_TRANSITIONS,
} from '../src/index.js';

const request = (changes: Partial<CompositionRequest> = {}): CompositionRequest => ({
  clips: [{ url: 's3://cutroom/a.mp4' }],
  ...changes,
});

describe('colours', () => {
  it.each([
    ['#F80', '#FF8800FF'],
    ['#f808', '#FF880088'],
    ['#ff8800', '#FF8800FF'],
    ['#ff880040', '#FF880040'],
    ['RebeccaPurple', '#663399FF'],
    ['white@0.85', '#FFFFFFD9'],
    ['black@0', '#00000000'],
    ['red@1.0', '#FF0000FF'],
    ['red@.5', '#FF000080'],
    ['transparent', '#00000000'],
  ])('reads %s', (text, expected) => expect(parseColor(text)).toBe(expected));

  it.each([
    '',
    '#',
    '#12',
    '#12345',
    '#gggggg',
    'bluu',
    'red@2',
    'red@-1',
    '#fff@0.5',
    'red@',
    "red':movie=/x",
    '#fff\n',
  ])('refuses %j', (text) => expect(parseColor(text)).toBeNull());

  it('lays a see-through background over black', () => {
    expect(parseOpaqueColor('white@0.5')).toBe('#808080');
    expect(parseOpaqueColor('#123456')).toBe('#123456');
    expect(parseOpaqueColor('nothing')).toBeNull();
  });
});

describe('positions', () => {
  it.each([
    [100, 'y', { kind: 'pixels', value: 100 }],
    [-20.5, 'x', { kind: 'pixels', value: -20.5 }],
    ['left', 'x', { kind: 'start' }],
    ['middle', 'y', { kind: 'center' }],
    ['bottom', 'y', { kind: 'end' }],
    ['10%', 'x', { kind: 'percent', value: 10 }],
    ['33.3%', 'x', { kind: 'percent', value: 33.3 }],
    ['-10%', 'x', { kind: 'percent', value: -10 }],
    ['150%', 'y', { kind: 'percent', value: 150 }],
    ['W', 'x', { kind: 'expression', expression: { kind: 'size', of: 'canvasWidth' } }],
    ['10', 'x', { kind: 'expression', expression: { kind: 'number', value: 10 } }],
  ] as const)('reads %j on %s', (value, axis, expected) => expect(parsePosition(value, axis)).toEqual(expected));

  it.each([
    ['top', 'x'],
    ['left', 'y'],
    ['1000%', 'x'],
    ['--1%', 'x'],
    ['+10%', 'x'],
    ['10 %', 'x'],
    ['10%+5', 'x'],
    ['%', 'x'],
    ['W-w-', 'x'],
    [1e9, 'x'],
    [Number.NaN, 'x'],
    [null, 'x'],
  ] as const)('refuses %j on %s', (value, axis) => expect(parsePosition(value, axis)).toBeNull());
});

describe('sizes', () => {
  it.each([
    ['480p', '16:9', 854, 480],
    ['720p', '16:9', 1280, 720],
    ['1080p', '16:9', 1920, 1080],
    ['480p', '9:16', 480, 854],
    ['1080p', '9:16', 1080, 1920],
    ['720p', '1:1', 720, 720],
    ['720p', '4:5', 720, 900],
    ['1440p', '16:9', 2560, 1440],
    ['4k', '9:16', 2160, 3840],
    [{ width: 300, height: 200 }, '16:9', 300, 200],
  ] as const)('%j in %s is %i × %i', (resolution, ratio, width, height) => {
    expect(outputSize(resolution, ratio)).toEqual({ width, height });
  });
});

describe('an output', () => {
  const pointers = (output: OutputRequest, allows4k = false): readonly string[] =>
    outputProblems(output, { allows4k, codecs: null }).map(({ pointer }) => pointer);

  it.each<[OutputRequest]>([
    [{ resolution: '4k' }],
    [{ resolution: { width: 3840, height: 16 } }],
    [{ resolution: { width: 1600, height: 1600 } }],
  ])('larger than 1440p takes the switch: %j', (output) => {
    expect(pointers(output)).toEqual(['/output/resolution']);
    expect(pointers(output, true)).toEqual([]);
  });

  it('is as large as 1440p in every shape', () => {
    for (const aspect_ratio of ASPECT_RATIOS) expect(pointers({ resolution: '1440p', aspect_ratio })).toEqual([]);
  });

  it.each<[OutputRequest, readonly string[]]>([
    [{ format: 'webm', codec: 'av1', renditions: ['480p', { width: 320, height: 180 }] }, []],
    [{ format: 'mov', codec: 'vp9' }, ['/output/codec']],
    [{ format: 'gif', codec: 'h264', fps: 60 }, ['/output/fps', '/output/codec']],
    [{ format: 'gif', fps: 50 }, []],
    [{ codec: 'av1', resolution: { width: 128, height: 48 } }, ['/output/resolution']],
    [{ format: 'mp3', renditions: ['480p'], thumbnail_time: 1 }, ['/output/renditions', '/output/thumbnail_time']],
    [{ renditions: ['1080p', '720p', '480p', '480p'] }, [0, 1, 3].map((one) => `/output/renditions/${one}`)],
    [{ renditions: [{ width: 640, height: 480 }] }, ['/output/renditions/0']],
    [{ crf: 20, renditions: ['480p', { resolution: '480p', crf: 24 }, { resolution: '720p', crf: 22 }] }, []],
    [{ crf: 20, renditions: ['480p', { resolution: { width: 854, height: 480 }, crf: 20 }] }, ['/output/renditions/1']],
  ])('of fields that do not go together is refused by name: %j', (output, wrong) => {
    expect(pointers(output)).toEqual(wrong);
  });

  it('is refused where no worker has its codecs', () => {
    const lacking = (output: OutputRequest) =>
      outputProblems(output, { allows4k: false, codecs: new Set(['h264', 'aac', 'vp9']) });
    expect(lacking({ format: 'mp4' })).toEqual([]);
    expect(lacking({ codec: 'av1' })).toMatchObject([
      { pointer: '/output/codec', message: expect.stringContaining('av1') },
    ]);
    expect(lacking({ format: 'webm' })).toMatchObject([
      { pointer: '/output/format', message: expect.stringContaining('opus') },
    ]);
  });

  it('has renditions of its own shape', () => {
    const output = { aspect_ratio: '9:16' as const, renditions: ['480p' as const, { width: 180, height: 320 }] };
    expect(toTimeline(request({ output })).output.renditions).toEqual([
      { name: '480p', width: 480, height: 854, crf: 21 },
      { name: '180x320', width: 180, height: 320, crf: 21 },
    ]);
  });

  it('has renditions of a quality of their own', () => {
    const small = { width: 180, height: 320 };
    const renditions = [{ resolution: '480p' as const, crf: 0 }, { resolution: small, crf: 30 }, { resolution: small }];
    expect(toTimeline(request({ output: { renditions, crf: 18 } })).output.renditions).toMatchObject([
      { name: '480p-crf0', width: 854, crf: 0 },
      { name: '180x320-crf30', width: 180, crf: 30 },
      { name: '180x320', crf: 18 },
    ]);
  });

  it.each([
    ['480p', true],
    [{ resolution: '480p', crf: 51 }, true],
    [{ resolution: { width: 64, height: 36 } }, true],
    [{ resolution: '480p', crf: 52 }, false],
    [{ resolution: '480p', crf: 1.5 }, false],
    [{ resolution: '481p' }, false],
    [{ crf: 20 }, false],
    [{ resolution: '480p', quality: 1 }, false],
  ])('takes %j for a rendition: %s', (value, taken) => expect(isRendition(value)).toBe(taken));

  it('in pixels has no other shape', () => {
    const resolution = { width: 64, height: 64 };
    expect(pointers({ resolution, aspect_ratio: '1:1' })).toEqual(['/output/aspect_ratio']);
  });

  it.each([
    [{ width: 640, height: 361 }],
    [{ width: 14, height: 360 }],
    [{ width: 640 }],
    [{ width: 640, height: 3842 }],
    [{ width: 640, height: 360, fps: 30 }],
    [[640, 360]],
    [null],
  ])('is not %j', (size) => expect(isFrameSize(size)).toBe(false));

  it.each([
    ['192k', 192_000],
    ['32k', 32_000],
    ['321k', null],
    ['31k', null],
    ['192', null],
    ['1e2k', null],
    [192, null],
  ])('has a bit rate of %j: %j', (text, bits) => expect(parseBitrate(text)).toBe(bits));
});

describe('transitions', () => {
  it('knows the 58 of xfade, each once', () => expect(new Set(XFADE_TRANSITIONS).size).toBe(58));

  it('offers the names that ffmpeg has', () => {
    expect(transitionNames(['fade', 'dissolve', 'custom'])).toEqual(['cut', 'fade', 'crossfade', 'dissolve']);
    expect(transitionNames([])).toEqual(['cut', 'fade']);
  });
});

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

  it('reads text, with its end from either field', () => {
    const base = { type: 'text', content: '100% "नमस्ते"' } as const;
    const { layers } = toTimeline(
      request({
        overlays: [
          { ...base, start_time: 1.5, duration: 2, style: { shadow: true } },
          {
            ...base,
            end_time: 4,
            position: { x: '10%', y: 100 },
            style: { size: 96, color: 'red@0.5', shadow: { x: -3, color: '#000' } },
          },
        ],
      }),
    );
    expect(layers).toEqual([
      {
        kind: 'text',
        ...{ opacity: 1, animation: null },
        pointer: '/overlays/0',
        content: '100% "नमस्ते"',
        x: { kind: 'center' },
        y: { kind: 'center' },
        start: { num: 3, den: 2 },
        end: { num: 7, den: 2 },
        style: { ...TEXT_STYLE, shadow: { x: 2, y: 2, color: '#000000B3' } },
      },
      {
        kind: 'text',
        ...{ opacity: 1, animation: null },
        pointer: '/overlays/1',
        content: '100% "नमस्ते"',
        x: { kind: 'percent', value: 10 },
        y: { kind: 'pixels', value: 100 },
        start: { num: 0, den: 1 },
        end: { num: 4, den: 1 },
        style: { ...TEXT_STYLE, size: 96, color: '#FF000080', shadow: { x: -3, y: 4, color: '#000000FF' } },
      },
    ]);
  });

  it('reads the whole style, with sizes that grow with the letters', () => {
    const style = {
      ...{ bold: true, italic: true, align: 'center' as const, line_height: 1.2, max_width: 400, size: 32 },
      ...{ stroke: {}, background: 'black@0.5' },
    };
    const [layer] = toTimeline(request({ overlays: [{ type: 'text', content: 'x', style }] })).layers;
    expect(layer).toMatchObject({
      style: {
        ...{ bold: true, italic: true, align: 'center', lineHeight: 1.2, maxWidth: 400, background: '#00000080' },
        stroke: { width: 2, color: '#000000FF' },
      },
    });
  });

  it('reads pictures; a watermark stands in a corner where nothing else is said', () => {
    const url = 's3://cutroom/logo.png';
    const { layers } = toTimeline(
      request({
        overlays: [
          { type: 'image', url, width: 200 },
          { type: 'watermark', url, scale: 0.5, position: { x: 8 } },
        ],
      }),
    );
    expect(layers).toMatchObject([
      { kind: 'image', url, size: { width: 200, height: null, scale: null }, x: { kind: 'center' }, opacity: 1 },
      { kind: 'image', size: { scale: 0.5 }, x: { kind: 'pixels', value: 8 }, y: { kind: 'expression' }, opacity: 0.7 },
    ]);
  });

  it('reads captions: at the bottom, unless the request says where', () => {
    const url = 's3://cutroom/a.srt';
    const bottom = toTimeline(request({ overlays: [{ type: 'watermark', url, position: { y: 'H-h-H/20' } }] }))
      .layers[0];
    const overlays = [
      { type: 'captions', url },
      { type: 'captions', url, position: { y: 'top' } },
    ] as const;
    expect(toTimeline(request({ overlays })).layers).toMatchObject([
      { kind: 'captions', x: { kind: 'center' }, y: bottom?.y, placed: false, style: { size: 40, align: 'center' } },
      { kind: 'captions', x: { kind: 'center' }, y: { kind: 'start' }, placed: true },
    ]);
  });

  it('reads a timecode', () => {
    const { layers } = toTimeline(request({ overlays: [{ type: 'timecode', style: { size: 20 } }] }));
    expect(layers).toMatchObject([{ kind: 'timecode', format: 'hh:mm:ss:ff', style: { size: 20 } }]);
  });

  it('reads an animation', () => {
    const animated = { type: 'text', content: 'x', opacity: 0.5, animation: { in: 'pop' } } as const;
    expect(toTimeline(request({ overlays: [animated] })).layers[0]).toMatchObject({
      opacity: 0.5,
      animation: { in: 'pop', out: null, duration: { num: 1, den: 2 } },
    });
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
