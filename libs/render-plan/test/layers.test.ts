import { parseExpression } from '#lib/timeline';
import { factsFor, OPTIONS } from '../../../test/factories/media.js';
import { type LayerSketch, timeline } from '../../../test/factories/timeline.js';
import { planRender } from '../src/index.js';

/** The layers of a ten-second clip, segment by segment; their pictures are 400 × 80. */
const planned = (...layers: readonly LayerSketch[]) => {
  const of = timeline({ clips: [{ url: 'a', out: 10 }], layers });
  return planRender(of, factsFor(of), OPTIONS).segments.map((segment) => segment.layers);
};

const expression = (text: string) => {
  const read = parseExpression(text);
  if (read.kind === 'refused') throw new Error(read.message);
  return { kind: 'expression', expression: read.expression } as const;
};

it('places a layer by an expression over its own size, on even pixels', () => {
  const [[layer] = []] = planned({ x: expression('W-w-21'), y: expression('(H-text_h)/2+0.4') });
  expect(layer).toMatchObject({ x: 860, y: 320, width: 400, height: 80 });
});

it.each([
  ['W/(w-400)', '/overlays/0/position/x'],
  ['w*99', '/overlays/0/position/x'],
])('refuses %s once the size is known', (text, pointer) => {
  expect(() => planned({ x: expression(text) })).toThrow(
    expect.objectContaining({
      code: 'INVALID_TIMELINE',
      details: { errors: [expect.objectContaining({ pointer })] },
    }),
  );
});

it('says once what was wrong before', () => {
  expect(() => planned({ y: expression('H/0') })).toThrow('This place divides by zero.');
});

it('moves a layer only in the segments in which it comes or goes', () => {
  const segments = planned({ start: 1, end: 9, animation: { in: 'fade', out: 'pop', duration: 0.5 } });
  expect(segments.map(([layer]) => layer?.moves)).toEqual([
    [{ direction: 'in', effect: 'fade', start: 30, frames: 15 }],
    [{ direction: 'out', effect: 'pop', start: 105, frames: 15 }],
  ]);
  const [first, second] = planned({ start: 4.8, animation: { in: 'slide_up', duration: 1 } });
  expect(first?.[0]?.moves).toEqual([{ direction: 'in', effect: 'slide_up', start: 144, frames: 30 }]);
  expect(second?.[0]?.moves).toEqual([{ direction: 'in', effect: 'slide_up', start: -6, frames: 30 }]);
});

it('lets a layer come and go in half the time it is shown, at most', () => {
  const [[layer] = []] = planned({ start: 0, end: 1, animation: { in: 'fade', out: 'fade', duration: 3 } });
  expect(layer?.moves.map(({ start, frames }) => [start, frames])).toEqual([
    [0, 15],
    [15, 15],
  ]);
});
