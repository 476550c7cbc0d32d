import { planRender, type RenderPlan, type Span } from '#lib/render-plan';
import { factsFor, OPTIONS } from '../../../test/factories/media.js';
import { type ClipSketch, type LayerSketch, timeline } from '../../../test/factories/timeline.js';

const planOf = (clips: readonly ClipSketch[], layers: readonly LayerSketch[] = []): RenderPlan => {
  const of = timeline({ clips, layers });
  return planRender(
    of,
    factsFor(of, Object.fromEntries(['a', 'b', 'c'].map((url) => [url, { duration: 60 }]))),
    OPTIONS,
  );
};

const spansOf = (plan: RenderPlan): readonly Span[] => plan.segments.flatMap(({ spans }) => spans);

/** `a 90` is ninety frames of the first source, `a>b 15` a transition, `- 30` background. */
const seen = (plan: RenderPlan): readonly string[] => {
  const name = (media: number): string => plan.media[media]?.checksum.replace('sha-of-', '') ?? '?';
  return spansOf(plan).map((span) => {
    if (span.kind === 'background') return `- ${span.frames}`;
    if (span.kind === 'clip') return `${name(span.view.media)} ${span.frames}`;
    return `${name(span.from.media)}>${name(span.to.media)} ${span.frames}`;
  });
};

describe('placed clips', () => {
  it('last to their stated end, and a follower goes on from there', () => {
    expect(seen(planOf([{ url: 'a', at: 0, until: 3.03, out: 3 }]))).toEqual(['a 91']);
    expect(
      planOf([
        { url: 'a', at: 0, until: 3.03, out: 3 },
        { url: 'b', out: 3.03 },
      ]).frames,
    ).toBe(182);
  });

  it('have no gap where it is shorter than a frame', () => {
    expect(
      seen(
        planOf([
          { url: 'a', out: 3.5166 },
          { url: 'b', at: 3.517, out: 3 },
        ]),
      ),
    ).toEqual(['a 106', 'b 90']);
  });

  it('have a gap where it is a frame or more', () => {
    expect(
      seen(
        planOf([
          { url: 'a', out: 3 },
          { url: 'b', at: 3.034, out: 3 },
        ]),
      ),
    ).toEqual(['a 90', '- 1', 'b 90']);
  });

  it('go over from the clip on screen, not from one that ended meanwhile', () => {
    const clips = [
      { url: 'b', at: 3, out: 2 },
      { url: 'a', at: 0, out: 10 },
      { url: 'c', at: 6, out: 9, transition: 'crossfade' },
    ];
    expect(seen(planOf(clips))).toEqual(['a 90', 'b 60', 'a 30', 'a>c 120', 'c 30', 'c 120']);
  });
});

it('a fade leaves the outgoing clip where the incoming one covers it', () => {
  const [first] = spansOf(
    planOf([
      { url: 'a', at: 0, out: 4 },
      { url: 'b', at: 3, out: 4, transition: 'fade', d: 0.5 },
    ]),
  );
  expect(first?.kind === 'clip' && first.view.fades).toEqual([{ direction: 'out', start: 75, frames: 15 }]);
});

it('a transition cut over segments says where in the whole it is', () => {
  const plan = planOf([
    { url: 'a', out: 24 },
    { url: 'b', out: 24, transition: 'wipeleft', d: 12 },
  ]);
  const parts = spansOf(plan).flatMap((span) => (span.kind === 'transition' ? [span] : []));
  expect(parts.map(({ frames, offset, total }) => [frames, offset, total])).toEqual([
    [150, 0, 360],
    [210, 150, 360],
  ]);
  expect(parts.map(({ from, to }) => [from.offset, to.offset])).toEqual([
    [360, 0],
    [510, 150],
  ]);
});

it('ramps of a sound never pass each other', () => {
  const plan = planOf([
    { url: 'a', at: 0, out: 4 },
    { url: 'b', at: 4, out: 4, transition: 'crossfade', d: 2 },
    { url: 'c', at: 6.5, out: 4, transition: 'fade', d: 2 },
  ]);
  const sounds = plan.audio.lanes.flat().flatMap((span) => (span.kind === 'sound' && span.media === 1 ? [span] : []));
  expect(sounds).toMatchObject([{ samples: 120_000, fadeIn: { samples: 96_000 }, fadeOut: { samples: 24_000 } }]);
});

describe('layers', () => {
  it('are seen for a frame at least', () => {
    const plan = planOf([{ url: 'a', out: 3 }], [{ start: 1, end: 1.01 }, { start: 2.99 }]);
    expect(plan.segments[0]?.layers.map(({ from, to }) => [from, to])).toEqual([
      [30, 31],
      [89, 90],
    ]);
  });
});
