import { planRender, type RenderPlan, type Segment } from '#lib/render-plan';
import { drawnByName, factsFor, OPTIONS } from '../../../test/factories/media.js';
import { type ClipSketch, type TimelineSketch, timeline } from '../../../test/factories/timeline.js';

/** A plan whose pictures are named by their text, as if they had been drawn. */
const planOf = (sketch: TimelineSketch): RenderPlan => {
  const of = timeline(sketch);
  const layers = drawnByName(of);
  return planRender(of, { ...factsFor(of), layers }, OPTIONS);
};

/** What a segment shows, wherever it stands: media and pictures by checksum. */
const essence = (plan: RenderPlan, { frames, spans, layers }: Segment): string =>
  JSON.stringify({ frames, spans, layers }, (key, value: unknown) => {
    if (key === 'media' && typeof value === 'number') return plan.media[value]?.checksum;
    return key === 'picture' && typeof value === 'number' ? plan.pictures[value]?.checksum : value;
  });

const essences = (plan: RenderPlan): readonly string[] => plan.segments.map((segment) => essence(plan, segment));

const renewed = (before: RenderPlan, after: RenderPlan): readonly string[] => {
  const kept = new Set(essences(before));
  return essences(after).filter((one) => !kept.has(one));
};

const six: readonly ClipSketch[] = Array.from({ length: 6 }, (_, index) => ({
  url: `clip-${index}`,
  out: 5.5,
  transition: index === 0 ? 'cut' : 'crossfade',
}));
const film: TimelineSketch = {
  clips: six,
  layers: [
    { content: 'Old', start: 0, end: 5 },
    { content: 'Late', start: 22 },
  ],
};

it("another text leaves all segments but the layer's own as they are", () => {
  const other = {
    ...film,
    layers: [
      { content: 'New', start: 0, end: 5 },
      { content: 'Late', start: 22 },
    ],
  };
  const [before, after] = [planOf(film), planOf(other)];
  expect(after.segments).toEqual(before.segments);
  expect(renewed(before, after)).toHaveLength(1);
});

it('a late trim leaves all earlier segments deeply equal', () => {
  const clips = six.map((clip, index) => (index === 4 ? { ...clip, out: 5.2 } : clip));
  const [before, after] = [planOf(film), planOf({ ...film, clips })];
  expect(after.segments.slice(0, 4)).toEqual(before.segments.slice(0, 4));
  expect(renewed(before, after).length).toBeLessThanOrEqual(2);
});

it('an early trim renews its own clip and no later one', () => {
  const clips = six.map((clip, index) => (index === 1 ? { ...clip, out: 4.1 } : clip));
  const plain = { clips: six };
  expect(renewed(planOf(plain), planOf({ clips })).length).toBeLessThanOrEqual(2);
});

it('a longer first clip moves no cut inside a long clip behind it', () => {
  const long = (out: number): TimelineSketch => ({
    clips: [
      { url: 'first', out },
      { url: 'long', in: 0, out: 10 },
      { url: 'last', out: 9 },
    ],
  });
  expect(renewed(planOf(long(4)), planOf(long(4.7)))).toHaveLength(1);
});

it.each([0, 60, 150])('a clip put in at place %p of a run of tiny clips renews only what is near it', (place) => {
  const tiny = Array.from({ length: 190 }, (_, index) => ({ url: `tiny-${index}`, out: 0.9 }));
  const extra = { url: 'extra', out: 0.9 };
  const [before, after] = [
    planOf({ clips: tiny }),
    planOf({ clips: [...tiny.slice(0, place), extra, ...tiny.slice(place)] }),
  ];
  expect(after.segments.length).toBeGreaterThan(40);
  expect(renewed(before, after).length).toBeLessThanOrEqual(4);
});

it('the same file under two URLs stands in the plan once', () => {
  const of = timeline({
    clips: [
      { url: 'one', out: 2 },
      { url: 'two', out: 2 },
    ],
  });
  const facts = factsFor(of);
  const media = new Map([...facts.media].map(([url, found]) => [url, { ...found, checksum: 'same' }]));
  const plan = planRender(of, { ...facts, media }, OPTIONS);
  expect(plan.media).toHaveLength(1);
});
