import fc from 'fast-check';
import { planRender, type RenderPlan, type Segment, type Span, sampleOf } from '#lib/render-plan';
import { add, framesIn, rational, sub, toSeconds, ZERO } from '#lib/timeline';
import { factsFor, OPTIONS } from '../../../test/factories/media.js';
import { type ClipSketch, type TimelineSketch, timeline } from '../../../test/factories/timeline.js';
import { cpuSeconds } from '../../../test/support/cpu.js';

const SOURCES = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, { duration: 60, sound: name !== 'd' }]));

const millis = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: low, max: high }).map((ms) => ms / 1000);

/** Clips of 0.7–9 s with odd trims; a transition is short enough for the shortest neighbour. */
const clipSketch: fc.Arbitrary<ClipSketch> = fc
  .record({
    url: fc.constantFrom('a', 'b', 'c', 'd'),
    in: millis(0, 20_000),
    length: millis(700, 9_000),
    transition: fc.constantFrom('cut', 'cut', 'fade', 'crossfade', 'wipeleft'),
    d: millis(40, 330),
    volume: fc.constantFrom(0, 0.5, 1),
  })
  .map(({ length, ...sketch }) => ({ ...sketch, out: Math.round((sketch.in + length) * 1000) / 1000 }));

const sketches: fc.Arbitrary<TimelineSketch> = fc.record({
  fps: fc.constantFrom(23.976, 25, 29.97, 30, 60),
  clips: fc
    .array(clipSketch, { minLength: 1, maxLength: 14 })
    .map(([first, ...rest]) => [{ ...first, transition: first?.transition === 'fade' ? 'fade' : 'cut' }, ...rest]),
  layers: fc.array(
    fc
      .record({ start: millis(0, 600), length: millis(100, 20_000) })
      .map(({ start, length }) => ({ start, end: start + length })),
    { maxLength: 3 },
  ),
});

/** The same clips at stated times with gaps, touches and overlaps; overlaps only by cut. */
const placedSketches = fc
  .tuple(
    sketches,
    fc.array(millis(-400, 700), { minLength: 14, maxLength: 14 }),
    fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
  )
  .map(([sketch, shifts, touch]) => {
    let end = 0;
    const clips = sketch.clips.map((clip, index) => {
      const shift = touch[index] === true ? 0 : (shifts[index] ?? 0);
      const at = Math.max(0, Math.round((end + shift) * 1000) / 1000);
      end = at + (clip.out ?? 0) - (clip.in ?? 0);
      const transition =
        shift === 0 && index > 0 ? (clip.transition ?? 'cut') : clip.transition === 'fade' ? 'fade' : 'cut';
      return { ...clip, at, transition };
    });
    return { ...sketch, clips };
  });

const planOf = (sketch: TimelineSketch): RenderPlan => {
  const of = timeline(sketch);
  return planRender(of, factsFor(of, SOURCES), OPTIONS);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const viewsOf = (span: Span) =>
  span.kind === 'background' ? [] : span.kind === 'clip' ? [span.view] : [span.from, span.to];

const expectSoundSegment = ({ spans, frames, layers }: Segment): void => {
  expect(frames).toBeGreaterThan(0);
  expect(sum(spans.map((span) => span.frames))).toBe(frames);
  for (const span of spans) {
    expect(span.frames).toBeGreaterThan(0);
    for (const view of viewsOf(span)) {
      expect(view.offset).toBeGreaterThanOrEqual(0);
      for (const fade of view.fades) {
        expect(fade.start).toBeLessThan(span.frames);
        expect(fade.start + fade.frames).toBeGreaterThan(0);
      }
    }
    if (span.kind === 'transition') {
      expect(span.offset).toBeGreaterThanOrEqual(0);
      expect(span.offset + span.frames).toBeLessThanOrEqual(span.total);
    }
  }
  for (const { from, to } of layers) expect([0 <= from, from < to, to <= frames]).toEqual([true, true, true]);
};

const TINY = OPTIONS.segmentFrames / 5;

/** A long piece ends its segment, and takes only what is too small to stand alone before it. */
const expectForgetful = ({ spans }: Segment): void => {
  const long = spans.findIndex(({ frames }) => frames >= TINY);
  if (long < 0) return;
  expect(long).toBe(spans.length - 1);
  expect(sum(spans.slice(0, long).map(({ frames }) => frames))).toBeLessThan(TINY);
};

const expectSoundPlan = (plan: RenderPlan): void => {
  let at = 0;
  for (const [index, segment] of plan.segments.entries()) {
    expect([segment.index, segment.start]).toEqual([index, at]);
    expectSoundSegment(segment);
    at += segment.frames;
  }
  expect(at).toBe(plan.frames);
  for (const segment of plan.segments.slice(0, -1)) expectForgetful(segment);
  expect(plan.audio.samples).toBe(sampleOf(plan.frames, plan.fps));
  expect(plan.audio.lanes.length).toBeGreaterThan(0);
  for (const lane of plan.audio.lanes) {
    expect(sum(lane.map(({ samples }) => samples))).toBe(plan.audio.samples);
    for (const span of lane) {
      expect(span.samples).toBeGreaterThan(0);
      if (span.kind === 'sound')
        expect((span.fadeIn?.samples ?? 0) + (span.fadeOut?.samples ?? 0)).toBeLessThanOrEqual(span.samples);
    }
  }
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
};

it('segments, spans and lanes add up for clips in sequence', () => {
  fc.assert(
    fc.property(sketches, (sketch) => expectSoundPlan(planOf(sketch))),
    { numRuns: 120 },
  );
});

it('segments, spans and lanes add up for placed clips with gaps, touches and overlaps', () => {
  fc.assert(
    fc.property(placedSketches, (sketch) => expectSoundPlan(planOf(sketch))),
    { numRuns: 120 },
  );
});

it('every cut is within half a frame of its exact time, however many come before', () => {
  const cuts = sketches.map((sketch) => ({
    ...sketch,
    layers: [],
    clips: sketch.clips.map((clip) => ({ ...clip, transition: 'cut' })),
  }));
  fc.assert(
    fc.property(cuts, (sketch) => {
      const of = timeline(sketch);
      const { fps } = of.output;
      const lengths = of.clips.map(({ inPoint, outPoint }) => sub(outPoint ?? ZERO, inPoint));
      let exact = ZERO;
      const ends = lengths.map((length) => {
        exact = add(exact, length);
        return toSeconds(exact) * toSeconds(fps);
      });
      const seen = cutFrames(planOf(sketch));
      expect(seen).toHaveLength(ends.length);
      for (const [index, end] of ends.entries())
        expect(Math.abs((seen[index] ?? 0) - end)).toBeLessThanOrEqual(0.5 + 1e-9);
    }),
    { numRuns: 100 },
  );
});

/** Output frames at which a clip ends: where the next view begins at its clip's first frame, and the end. */
const cutFrames = (plan: RenderPlan): readonly number[] => {
  const cuts: number[] = [];
  let at = 0;
  for (const span of plan.segments.flatMap(({ spans }) => spans)) {
    if (at > 0 && span.kind === 'clip' && span.view.offset === 0) cuts.push(at);
    at += span.frames;
  }
  return [...cuts, at];
};

it.each([23.976, 25, 29.97, 30, 60])('200 cuts of 0.9 s at %p fps do not drift', (fps) => {
  const plan = planOf({
    fps,
    clips: Array.from({ length: 200 }, (_, index) => ({ url: 'a', in: index / 8, out: index / 8 + 0.9 })),
  });
  expect(plan.frames).toBe(framesIn(rational(180), plan.fps));
  expect(cutFrames(plan)).toHaveLength(200);
});

it('200 clips with transitions are planned in well under 100 ms', async () => {
  const clips = Array.from({ length: 200 }, (_, index) => ({
    url: `clip-${index}`,
    in: index / 100,
    out: index / 100 + 0.9,
    transition: ['cut', 'crossfade', 'fade'][index % 3] ?? 'cut',
    d: 0.3,
  }));
  const of = timeline({ clips });
  const facts = factsFor(of);
  expect(await cpuSeconds(() => planRender(of, facts, OPTIONS), 5)).toBeLessThan(0.1);
});
