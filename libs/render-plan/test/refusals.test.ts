import { CutroomError, type ErrorCode } from '#lib/contracts';
import { planRender, type RenderPlan } from '#lib/render-plan';
import { fromDecimal, rational } from '#lib/timeline';
import { audioBed } from '../../../test/factories/audio.js';
import { factsFor, mediaInfo, OPTIONS, type SourceSketch } from '../../../test/factories/media.js';
import { type TimelineSketch, timeline } from '../../../test/factories/timeline.js';
import { cpuSeconds } from '../../../test/support/cpu.js';

const planOf = (sketch: TimelineSketch, sources: Readonly<Record<string, SourceSketch>> = {}): RenderPlan => {
  const of = timeline(sketch);
  return planRender(of, factsFor(of, sources), OPTIONS);
};

const refusalOf = (run: () => unknown): { readonly code: ErrorCode; readonly pointers: readonly string[] } => {
  try {
    run();
  } catch (error) {
    if (error instanceof CutroomError) {
      return { code: error.code, pointers: (error.details.errors ?? []).map(({ pointer }) => pointer) };
    }
    throw error;
  }
  throw new Error('Nothing was refused.');
};

describe('trim_end and the end of the source', () => {
  it('is clamped within one frame', () => {
    expect(planOf({ clips: [{ out: 10.03 }] }).frames).toBe(300);
  });

  it('is refused beyond', () => {
    expect(refusalOf(() => planOf({ clips: [{ out: 3 }, { out: 10.05 }] }))).toEqual({
      code: 'INVALID_TIMELINE',
      pointers: ['/clips/1/trim_end'],
    });
  });

  it('may reach the end of a sound that is longer than the picture, but not by itself', () => {
    const info = mediaInfo({ duration: 10 });
    const longer = { ...info, duration: fromDecimal(10.4) };
    const withMedia = (out: number | null): RenderPlan => {
      const of = timeline({ clips: [{ url: 'a', out }] });
      return planRender(of, { media: new Map([['a', { checksum: 'a', info: longer }]]), layers: [] }, OPTIONS);
    };
    expect(withMedia(null).frames).toBe(300);
    expect(withMedia(10.4).frames).toBe(312);
    expect(refusalOf(() => withMedia(11)).pointers).toEqual(['/clips/0/trim_end']);
  });

  it('counts from the start of the file, where the picture may begin later', () => {
    const info = mediaInfo({ duration: 10 });
    const video = info.video === null ? null : { ...info.video, start: fromDecimal(0.5), duration: fromDecimal(9.5) };
    const facts = { media: new Map([['a', { checksum: 'a', info: { ...info, video } }]]), layers: [] };
    expect(planRender(timeline({ clips: [{ url: 'a' }] }), facts, OPTIONS).frames).toBe(300);
  });

  it('names an in-point beyond it', () => {
    expect(refusalOf(() => planOf({ clips: [{ in: 10 }] })).pointers).toEqual(['/clips/0/trim_start']);
  });

  it('leaves at least one frame', () => {
    expect(refusalOf(() => planOf({ clips: [{ in: 9.99 }] })).pointers).toEqual(['/clips/0/trim_start']);
  });
});

describe('sources', () => {
  it('need a picture to be a clip', () => {
    expect(
      refusalOf(() => planOf({ clips: [{ url: 'a' }, { url: 'b', out: 99 }] }, { a: { picture: false } })),
    ).toEqual({
      code: 'INVALID_CLIP_FORMAT',
      pointers: ['/clips/0/url', '/clips/1/trim_end'],
    });
  });

  it('need a sound to be music or voice', () => {
    const audio = audioBed({ music: {}, voice: {} });
    const mute = { m: { sound: false }, v: { sound: false } };
    expect(refusalOf(() => planOf({ clips: [{}], audio }, mute))).toEqual({
      code: 'INVALID_CLIP_FORMAT',
      pointers: ['/audio/music_url', '/audio/voiceover_url'],
    });
  });

  it('of unknown length need a trim_end', () => {
    const info = mediaInfo();
    const endless = { ...info, duration: null, video: info.video === null ? null : { ...info.video, duration: null } };
    const withOut = (out: number | null): RenderPlan => {
      const facts = { media: new Map([['a', { checksum: 'a', info: endless }]]), layers: [] };
      return planRender(timeline({ clips: [{ url: 'a', out }] }), facts, OPTIONS);
    };
    expect(refusalOf(() => withOut(null))).toEqual({ code: 'INVALID_CLIP_FORMAT', pointers: ['/clips/0/url'] });
    expect(withOut(4).frames).toBe(120);
  });

  it('must have been found', () => {
    const of = timeline({ clips: [{ url: 'a' }] });
    expect(refusalOf(() => planRender(of, { media: new Map(), layers: [] }, OPTIONS))).toEqual({
      code: 'ASSET_NOT_FOUND',
      pointers: ['/clips/0/url'],
    });
  });
});

it('a transition longer than half of a neighbour is found once lengths are known', () => {
  const sketch = { clips: [{ url: 'a' }, { url: 'b', transition: 'crossfade', d: 2 }] };
  expect(refusalOf(() => planOf(sketch, { b: { duration: 3.9 } })).pointers).toEqual(['/clips/1/transition_duration']);
  expect(planOf(sketch, { b: { duration: 4 } }).frames).toBe(360);
});

it('a stated end is checked against the real length', () => {
  expect(refusalOf(() => planOf({ clips: [{ at: 0, until: 3.5 }] })).pointers).toEqual(['/clips/0/end_time']);
});

it('a source without an end in sight is refused before anything is laid out', async () => {
  const refused = () =>
    refusalOf(() => planOf({ clips: [{ url: 'a' }, { url: 'a' }] }, { a: { duration: 900_000_000 } }));
  const judged = () => expect(refused()).toEqual({ code: 'INVALID_TIMELINE', pointers: ['/clips'] });
  expect(await cpuSeconds(judged)).toBeLessThan(0.1);
});

it('times that no video has are refused by name', () => {
  const of = timeline({ clips: [{ url: 'a', out: 1 }] });
  const odd = { ...of, clips: of.clips.map((clip) => ({ ...clip, outPoint: rational(2 ** 52, 3) })) };
  expect(refusalOf(() => planRender(odd, factsFor(of), OPTIONS)).pointers).toEqual(['/clips/0/trim_end']);
});
