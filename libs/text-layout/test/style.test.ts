import { renderText } from '../src/index.js';
import { CANVAS, textLayer } from './support/layer.js';
import { decode, inkBox, pixel } from './support/pixels.js';

const drawn = async (...args: Parameters<typeof textLayer>) =>
  decode((await renderText(textLayer(...args), CANVAS)).png);
const box = async (...args: Parameters<typeof textLayer>) => inkBox(await drawn(...args));
const isRed = ([red = 0, green = 0, , alpha = 0]: readonly number[]): boolean => red > 200 && green < 60 && alpha > 200;
const isWhite = ([red = 0, green = 0, , alpha = 0]: readonly number[]): boolean =>
  red > 200 && green > 200 && alpha > 200;

it('draws bold letters wider and italic ones slanted', async () => {
  const plain = await box('Hill', { size: 96 });
  expect((await box('Hill', { size: 96, bold: true })).width).toBeGreaterThan(plain.width * 1.05);
  const upright = await drawn('l', { size: 200 });
  const slanted = await drawn('l', { size: 200, italic: true });
  expect(inkBox(slanted).width).toBeGreaterThan(inkBox(upright).width * 1.5);
});

it('lays lines apart as told: times their own height', async () => {
  const heights = await Promise.all(
    [1, 2].map(async (lineHeight) => (await box('H\nH\nH', { size: 100, lineHeight })).height),
  );
  const pitch = ((heights[1] ?? 0) - (heights[0] ?? 0)) / 2;
  expect(Math.abs(pitch - 136.2)).toBeLessThanOrEqual(2);
});

it.each([
  ['left', 0],
  ['center', 0.5],
  ['right', 1],
] as const)('aligns short lines %s of long ones', async (align, share) => {
  const picture = await drawn('████████\n█', { size: 40, align });
  const all = inkBox(picture);
  const last = { left: all.width, right: 0 };
  for (let x = 0; x < picture.width; x += 1) {
    if ((pixel(picture, x, all.top + all.height - 4)[3] ?? 0) < 128) continue;
    last.left = Math.min(last.left, x);
    last.right = Math.max(last.right, x + 1);
  }
  const space = all.width - (last.right - last.left);
  expect(Math.abs(last.left - all.left - space * share)).toBeLessThanOrEqual(2);
});

it('wraps where it is told', async () => {
  const text = 'one two three four five six seven';
  const [wide, narrow] = [await box(text, { size: 40 }), await box(text, { size: 40, maxWidth: 200 })];
  expect(narrow.width).toBeLessThanOrEqual(200);
  expect(narrow.height).toBeGreaterThan(wide.height * 3);
});

it('draws a stroke of its width around the letters, and leaves them as they are', async () => {
  const plain = await box('█', { size: 60 });
  const picture = await drawn('█', { size: 60, stroke: { color: '#FF0000FF', width: 6 } });
  const all = inkBox(picture, isRed);
  expect(Math.abs(all.width - plain.width - 12)).toBeLessThanOrEqual(2);
  expect(Math.abs(all.height - plain.height - 12)).toBeLessThanOrEqual(2);
  expect(Math.abs(inkBox(picture, isWhite).width - plain.width)).toBeLessThanOrEqual(2);
  // A corner is round: as far from the letters as a side, not as a square's corner.
  expect(pixel(picture, all.left, all.top)[3]).toBeLessThan(128);
});

it('gives the shadow the shape of the stroke', async () => {
  const stroke = { color: '#00FF00FF', width: 4 };
  const shadow = { x: 30, y: 30, color: '#FF0000FF' };
  const outlined = inkBox(await drawn('I', { size: 60, stroke }));
  const cast = inkBox(await drawn('I', { size: 60, stroke, shadow }), isRed);
  expect(cast.height).toBeGreaterThan(outlined.height - 12);
});

it('lays an even box behind the text, translucent where it is told', async () => {
  const plain = await box('Sale', { size: 60 });
  const { width, height } = await drawn('Sale', { size: 60, background: '#FF000080' });
  const picture = await drawn('Sale', { size: 60, background: '#FF000080' });
  expect([width % 2, height % 2]).toEqual([0, 0]);
  expect(width - plain.width).toBeGreaterThanOrEqual(40);
  for (const [x, y] of [
    [0, 0],
    [width - 1, height - 1],
  ] as const) {
    expect(pixel(picture, x, y)).toEqual([255, 0, 0, 128]);
  }
  expect(inkBox(picture, isWhite).width).toBeGreaterThan(plain.width - 4);
});
