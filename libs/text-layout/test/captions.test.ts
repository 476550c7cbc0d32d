import { plainRun, type TextRun } from '#lib/timeline';
import { TEXT_STYLE } from '../../../test/factories/timeline.js';
import { captionPainter } from '../src/index.js';
import { CANVAS } from './support/layer.js';
import { decode, inkBox } from './support/pixels.js';

const STYLE = { ...TEXT_STYLE, font: 'Noto Sans', size: 48, align: 'center' as const };
const painted = async (runs: readonly Partial<TextRun>[], style = STYLE) => {
  const paint = await captionPainter(style, CANVAS, '/overlays/0/url');
  const drawn = await paint(runs.map((run) => ({ ...plainRun(''), ...run })));
  return { ...drawn, picture: await decode(drawn.png) };
};
const isRed = ([red = 0, green = 0, blue = 0, alpha = 0]: readonly number[]): boolean =>
  red > 200 && green < 60 && blue < 60 && alpha > 128;

it('stands on one line, whatever letters there are', async () => {
  const flat = await painted([{ text: 'xxx' }]);
  const tall = await painted([{ text: 'bdf' }]);
  const deep = await painted([{ text: 'gjy' }]);
  expect(new Set([flat.height, tall.height, deep.height]).size).toBe(1);
  const [flatInk, deepInk] = [inkBox(flat.picture), inkBox(deep.picture)];
  expect(flatInk.top).toBeGreaterThan(inkBox(tall.picture).top + 8);
  expect(Math.abs(flatInk.top - deepInk.top)).toBeLessThanOrEqual(12);
  expect(deepInk.top + deepInk.height).toBeGreaterThan(flatInk.top + flatInk.height + 8);
});

it('is a line higher for every line', async () => {
  const [one, two, three] = await Promise.all(
    ['x', 'x\ng', 'x\nx\nx'].map(async (text) => (await painted([{ text }])).height),
  );
  expect(Math.abs((two ?? 0) - (one ?? 0) - ((three ?? 0) - (two ?? 0)))).toBeLessThanOrEqual(2);
  expect((two ?? 0) - (one ?? 0)).toBeGreaterThan(60);
});

it('never cuts ink, also of scripts that reach further than the font of the style', async () => {
  const { picture } = await painted([{ text: 'हिन्दी ကြောင်း ༄༅ Ṩ̈' }]);
  const paint = await captionPainter({ ...STYLE, maxWidth: 4000 }, { width: 4000, height: 2000 }, '/x');
  const again = await decode((await paint([plainRun('हिन्दी ကြောင်း ༄༅ Ṩ̈')])).png);
  expect(inkBox(picture).height).toBe(inkBox(again).height);
});

it('shows every run in its own look', async () => {
  const plain = await painted([{ text: 'one two' }]);
  const mixed = await painted([{ text: 'one ', color: '#FF0000FF', bold: true }, { text: 'two' }]);
  expect(inkBox(mixed.picture, isRed).width).toBeLessThan(inkBox(mixed.picture).width * 0.7);
  expect(inkBox(mixed.picture).width).toBeGreaterThan(inkBox(plain.picture).width);
  const large = await painted([{ text: 'one ', scale: 2 }, { text: 'two' }]);
  expect(large.height).toBeGreaterThan(plain.height * 1.4);
  const lined = await painted([{ text: 'xxx', underline: true }]);
  expect(inkBox(lined.picture).height).toBeGreaterThan(inkBox((await painted([{ text: 'xxx' }])).picture).height + 4);
});

it('wears what the file puts around its letters instead of what the style does', async () => {
  const paint = await captionPainter({ ...STYLE, stroke: { width: 2, color: '#00FF00FF' } }, CANVAS, '/x');
  const [own, plain] = await Promise.all([
    paint([plainRun('xxx')], { stroke: { width: 6, color: '#FF0000FF' } }),
    paint([plainRun('xxx')]),
  ]);
  expect(own.width).toBe(plain.width + 8);
  const [red, none] = [inkBox(await decode(own.png), isRed), inkBox(await decode(plain.png), isRed)];
  expect([red.width > plain.width, none.width <= 0]).toEqual([true, true]);
});

it('takes every run literally', async () => {
  const nasty = '<b>"&\'</span> font="x"';
  const { width } = await painted([{ text: nasty, font: 'Noto Sans" size="200000' }]);
  const paint = await captionPainter(STYLE, CANVAS, '/x');
  expect(Math.abs(width - (await paint([plainRun(nasty)])).width)).toBeLessThanOrEqual(4);
});
