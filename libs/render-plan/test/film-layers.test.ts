import { fromDecimal, type Timeline, type VideoLayer } from '#lib/timeline';
import { factsFor, OPTIONS, type SourceSketch } from '../../../test/factories/media.js';
import { layer, timeline } from '../../../test/factories/timeline.js';
import { planRender } from '../src/index.js';

/** A film over a ten-second clip; 400 × 200 and two seconds long where nothing else is said. */
const planned = (more: Partial<VideoLayer> = {}, source: SourceSketch = {}) => {
  const { content: _content, style: _style, kind: _kind, ...base } = layer({}, 0);
  const film: VideoLayer = {
    ...base,
    kind: 'video',
    url: 'film',
    inPoint: fromDecimal(0),
    outPoint: null,
    size: { width: null, height: null, scale: null },
    volume: 1,
    loop: false,
    ...more,
  };
  const of: Timeline = { ...timeline({ clips: [{ url: 'a', out: 10 }] }), layers: [film] };
  return planRender(of, factsFor(of, { film: { duration: 2, width: 400, height: 200, ...source } }), OPTIONS);
};
const shown = (...args: Parameters<typeof planned>) =>
  planned(...args).segments.map(({ layers }) => layers.map(({ from, to, content }) => [from, to, content]));

it('is shown once, from its start, as long as it lasts', () => {
  const content = { kind: 'film', media: 1, inPoint: { num: 1, den: 2 } };
  expect(shown({ start: fromDecimal(4.5), inPoint: fromDecimal(0.5) })).toEqual([
    [[135, 150, { ...content, offset: 0 }]],
    [[0, 30, { ...content, offset: 15 }]],
  ]);
});

it('is repeated to its end where it loops', () => {
  const pieces = shown({ loop: true, outPoint: fromDecimal(1.5), end: fromDecimal(4) })[0];
  expect(pieces?.map(([from, to]) => [from, to])).toEqual([
    [0, 45],
    [45, 90],
    [90, 120],
  ]);
});

it('has its own size, shrunk to fit, or as scaled', () => {
  const box = (...args: Parameters<typeof planned>) => {
    const [first] = planned(...args).segments[0]?.layers ?? [];
    return [first?.width, first?.height];
  };
  expect(box()).toEqual([400, 200]);
  expect(box({}, { width: 2560, height: 720 })).toEqual([1280, 360]);
  expect(box({ size: { width: null, height: null, scale: 0.5 } })).toEqual([200, 100]);
});

it('is heard with every piece, at its volume, beside the clips', () => {
  const { audio } = planned({ loop: true, end: fromDecimal(4), volume: 0.5 });
  const heard = audio.lanes[1]?.map((span) => [span.kind, span.samples, span.kind === 'sound' ? span.gain : 0]);
  expect(heard?.filter(([kind]) => kind === 'sound')).toEqual([
    ['sound', 96_000, 0.5],
    ['sound', 96_000, 0.5],
  ]);
  expect(planned({ volume: 0 }).audio.lanes).toHaveLength(1);
});

it.each<[string, Partial<VideoLayer>, SourceSketch, string]>([
  ['sound alone', {}, { picture: false }, '/overlays/0/url'],
  ['a trim beyond the end', { inPoint: fromDecimal(3) }, {}, '/overlays/0/trim_start'],
  ['an end beyond the end', { outPoint: fromDecimal(3) }, {}, '/overlays/0/trim_end'],
  ['a loop of one frame', { loop: true, outPoint: fromDecimal(0.04) }, {}, '/overlays/0/loop'],
])('refuses %s', (_, more, source, pointer) => {
  expect(() => planned(more, source)).toThrow(
    expect.objectContaining({ details: { errors: [expect.objectContaining({ pointer })] } }),
  );
});
