import { type CodedVideo, copyableClips, type MediaInfo, planCuts, type RenderPlan, type Span } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { mediaInfo } from '../../../test/factories/media.js';

const FPS = rational(25);
const TICKS = 40;

/** `I` an IDR picture, `K` a key frame that is none, others as they are shown: `P` and `B`, in decoding order by their numbers. */
const coded = (
  frames: string,
  options: { readonly ticks?: (frame: number) => number; readonly profile?: string; readonly toTheEnd?: boolean } = {},
): CodedVideo => ({
  codec: 'h264',
  profile: options.profile ?? 'High',
  timeBase: rational(1, 25 * TICKS),
  start: rational(0),
  packets: frames.split(' ').map((name) => {
    const frame = Number(name.slice(1));
    return { pts: options.ticks?.(frame) ?? frame * TICKS, idr: name.startsWith('I') };
  }),
  toTheEnd: options.toTheEnd ?? false,
});

const info = mediaInfo({ width: 64, height: 36, fps: 25, duration: 2 });

const film = (
  clips: readonly (readonly [from: number, frames: number])[],
  media: readonly MediaInfo[] = [info],
): RenderPlan => {
  const spans = clips.map(
    ([from, frames], index): Span => ({
      kind: 'clip',
      frames,
      view: {
        ...{ media: Math.min(index, media.length - 1), inPoint: rational(from, 25), offset: 0, speed: rational(1) },
        ...{ fit: 'contain', colorPreset: 'none', motion: null, fades: [] },
      },
    }),
  );
  const frames = clips.reduce((sum, [, count]) => sum + count, 0);
  return {
    version: 1,
    canvas: { width: 64, height: 36, background: '#000000' },
    fps: FPS,
    frames,
    media: media.map((one, index) => ({ checksum: `m${index}`, info: one })),
    pictures: [],
    segments: [{ index: 0, start: 0, frames, spans, layers: [], threads: 1 }],
    audio: { sampleRate: 48_000, samples: frames * 1920, lanes: [], beds: [], ducking: null, loudness: null },
    sizes: [{ width: 64, height: 36, crf: 21 }],
    encoder: {
      format: 'mp4',
      picture: { codec: 'h264', encoder: 'libx264', bitrate: null, preset: 'medium' },
      sound: { codec: 'aac', bitrate: 128_000 },
    },
  };
};

const CLOSED = 'I0 P3 B1 B2 I4 P7 B5 B6 I8 P9';
const OPEN = 'I0 P3 B1 B2 K6 B4 B5 P7';

const pieces = (frames: string, from: number, count: number): readonly string[] | undefined =>
  planCuts(film([[from, count]]), [coded(frames)])?.pieces.map(
    ({ kind, start, frames: length }) => `${kind} ${start}+${length}`,
  );

it('no copy is made of other containers than MP4, which need not even be read', () => {
  expect(copyableClips(film([[4, 4]]))).not.toBeNull();
  expect(copyableClips(film([[4, 4]], [{ ...info, container: 'matroska,webm' }]))).toBeNull();
});

describe('where a clip is copied', () => {
  it.each([
    ['all of it, from key frame to key frame', 4, 4, ['copied 0+4']],
    ['from the next key frame on', 2, 6, ['encoded 0+2', 'copied 2+4']],
    ['up to where no frame is missing that is shown', 4, 3, ['copied 0+1', 'encoded 1+2']],
    ['to the very end', 4, 6, ['copied 0+6']],
    ['not at all where no key frame is in it', 1, 2, undefined],
    ['not at all beyond the end', 4, 7, undefined],
  ])('%s', (_what, from, count, wanted) => {
    expect(pieces(CLOSED, from, count)).toEqual(wanted);
  });

  it('never begins at a key frame that frames before it lean on, and goes through it unharmed', () => {
    expect(pieces(OPEN, 0, 8)).toEqual(['copied 0+8']);
    expect(pieces(OPEN, 5, 3)).toBeUndefined();
    expect(pieces(OPEN, 0, 6)).toEqual(['copied 0+4', 'encoded 4+2']);
  });

  it('says how far decoding runs ahead, once for the film', () => {
    const cuts = planCuts(
      film(
        [
          [4, 4],
          [8, 2],
        ],
        [info, info],
      ),
      [coded('I4 P7 B5 B6 I8 P9'), coded(CLOSED)],
    );
    expect([cuts?.delay, cuts?.pieces.map(({ delay }) => delay)]).toEqual([1, [1, 0]]);
  });

  it('takes times that a container rounded, and none of a changing rate', () => {
    const at = (ticks: (frame: number) => number) => planCuts(film([[0, 10]]), [coded(CLOSED, { ticks })]);
    expect(at((frame) => frame * TICKS + (frame % 2) * 4)?.pieces).toHaveLength(1);
    expect(at((frame) => frame * TICKS + (frame > 5 ? 20 : 0))).toBeNull();
    expect(at((frame) => (frame > 5 ? frame + 1 : frame) * TICKS)).toBeNull();
  });

  it.each([
    ['size', { width: 32 }],
    ['kind of pixels', { pixel: 'yuv422p' }],
    ['turn', { rotation: 90 }],
  ])(
    'copies nothing where one source is of another %s',
    (_what, { width, pixel, rotation }: { width?: number; pixel?: string; rotation?: number }) => {
      const other = mediaInfo({ width: width ?? 64, height: 36, fps: 25, duration: 2 });
      if (other.video === null) throw new Error('no picture');
      const video = { ...other.video, pixelFormat: pixel ?? 'yuv420p', rotation: rotation ?? 0 };
      const mixed = film(
        [
          [0, 4],
          [4, 4],
        ],
        [info, { ...other, video }],
      );
      expect(planCuts(mixed, [coded(CLOSED), coded(CLOSED)])).toBeNull();
    },
  );

  it('copies nothing where profiles differ, or cannot be encoded to', () => {
    const two = film(
      [
        [0, 4],
        [4, 4],
      ],
      [info, info],
    );
    expect(planCuts(two, [coded(CLOSED), coded(CLOSED, { profile: 'Main' })])).toBeNull();
    expect(planCuts(two, [coded(CLOSED, { profile: 'High 10' }), coded(CLOSED, { profile: 'High 10' })])).toBeNull();
    expect(planCuts(two, [coded(CLOSED), coded(CLOSED)])?.edges.profile).toBe('high');
  });
});
