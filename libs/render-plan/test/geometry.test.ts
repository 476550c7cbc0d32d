import fc from 'fast-check';
import { displaySize, fitGeometry, layerPosition, planRender } from '#lib/render-plan';
import { type Position, rational } from '#lib/timeline';
import { factsFor, OPTIONS, type SourceSketch } from '../../../test/factories/media.js';
import { timeline } from '../../../test/factories/timeline.js';

const HD = { width: 1280, height: 720 };
const square = (width: number, height: number) => ({ width, height, sar: rational(1) });

describe('fitGeometry', () => {
  it('leaves a picture of the same aspect whole', () => {
    expect(fitGeometry(square(1920, 1080), HD, 'contain')).toEqual({
      scale: HD,
      crop: { ...HD, x: 0, y: 0 },
      pad: { x: 0, y: 0 },
    });
  });

  it('pillarboxes 4:3 and crops it to cover', () => {
    expect(fitGeometry(square(640, 480), HD, 'contain')).toEqual({
      scale: { width: 960, height: 720 },
      crop: { width: 960, height: 720, x: 0, y: 0 },
      pad: { x: 160, y: 0 },
    });
    expect(fitGeometry(square(640, 480), HD, 'cover')).toEqual({
      scale: { width: 1280, height: 960 },
      crop: { ...HD, x: 0, y: 120 },
      pad: { x: 0, y: 0 },
    });
  });

  it('honours pixels that are not square (anamorphic PAL is 16:9)', () => {
    const pal = { width: 720, height: 576, sar: rational(64, 45) };
    expect(displaySize(pal)).toEqual({ width: 1024, height: 576 });
    expect(fitGeometry(pal, HD, 'contain').scale).toEqual(HD);
  });

  it('takes a rotated picture as it is seen', () => {
    expect(fitGeometry(square(1080, 1920), HD, 'contain')).toMatchObject({
      scale: { width: 406, height: 720 },
      pad: { x: 436, y: 0 },
    });
  });

  it('never makes a side 0 or odd, never leaves the canvas, never grows without bounds', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    const even = fc.integer({ min: 8, max: 1080 }).map((half) => half * 2);
    const sar = fc
      .tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }))
      .map(([n, d]) => rational(n, d));
    fc.assert(
      fc.property(
        side,
        side,
        sar,
        even,
        even,
        fc.constantFrom('contain', 'cover'),
        (width, height, ratio, w, h, fit) => {
          const canvas = { width: w, height: h };
          const { scale, crop, pad } = fitGeometry({ width, height, sar: ratio }, canvas, fit);
          for (const size of [scale, crop]) {
            for (const length of [size.width, size.height])
              expect([length % 2, length >= 2, length <= 16_384]).toEqual([0, true, true]);
          }
          for (const place of [crop.x, crop.y, pad.x, pad.y]) expect([place % 2, place >= 0]).toEqual([0, true]);
          expect(crop.x + crop.width).toBeLessThanOrEqual(scale.width);
          expect(crop.y + crop.height).toBeLessThanOrEqual(scale.height);
          expect(pad.x + crop.width).toBeLessThanOrEqual(w);
          expect(pad.y + crop.height).toBeLessThanOrEqual(h);
          if (fit === 'cover') expect([crop.width, crop.height]).toEqual([w, h]);
          else expect(crop).toEqual({ ...scale, x: 0, y: 0 });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('layerPosition', () => {
  const box = { width: 400, height: 80 };
  const place = (x: Position, y: Position) => layerPosition({ x, y }, box, HD);

  it('knows keywords, pixels and percent', () => {
    expect(place({ kind: 'center' }, { kind: 'pixels', value: 100 })).toEqual({ x: 440, y: 100 });
    expect(place({ kind: 'start' }, { kind: 'end' })).toEqual({ x: 0, y: 640 });
    expect(place({ kind: 'percent', value: 10 }, { kind: 'percent', value: 50 })).toEqual({ x: 128, y: 360 });
  });

  it('goes to the nearest even pixel, also outside the canvas', () => {
    expect(place({ kind: 'pixels', value: 33 }, { kind: 'pixels', value: -7.2 })).toEqual({ x: 34, y: -8 });
    expect(place({ kind: 'pixels', value: -0.4 }, { kind: 'pixels', value: 0 })).toEqual({ x: 0, y: 0 });
  });
});

describe('a film as large as its source', () => {
  const sizeOf = (source: SourceSketch): readonly number[] => {
    const sketch = timeline({ clips: [{ url: 'a', out: 2 }] });
    const asked = { ...sketch, output: { ...sketch.output, sourceSize: true } };
    const { canvas, sizes } = planRender(asked, factsFor(asked, { a: source }), OPTIONS);
    expect(sizes).toMatchObject([{ width: canvas.width, height: canvas.height }]);
    return [canvas.width, canvas.height];
  };

  it.each([
    [640, 361, [640, 362]],
    [360, 640, [360, 640]],
    [3840, 2160, [1280, 720]],
    [2160, 3840, [720, 1280]],
    [4000, 10, [1280, 16]],
  ])('of %i × %i has even sides, none longer than the output may be', (width, height, size) => {
    expect(sizeOf({ width, height })).toEqual(size);
  });
});
