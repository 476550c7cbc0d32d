import {
  ASPECT_RATIOS,
  isFrameSize,
  isRendition,
  type OutputRequest,
  outputProblems,
  parseBitrate,
  toTimeline,
} from '../src/index.js';
import { request } from './support/request.js';

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
