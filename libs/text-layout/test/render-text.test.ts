import { createHash } from 'node:crypto';
import { CutroomError } from '#lib/contracts';
import { renderText } from '../src/index.js';
import { CANVAS, textLayer } from './support/layer.js';
import { decode, inkBox, pixel } from './support/pixels.js';

const drawn = async (...args: Parameters<typeof textLayer>) =>
  decode((await renderText(textLayer(...args), CANVAS)).png);
const shape = async (content: string) => (await renderText(textLayer(content), CANVAS)).checksum;

it('is an even picture with the checksum of its bytes, the same every time', async () => {
  const first = await renderText(textLayer('Summer Sale!'), CANVAS);
  const second = await renderText(textLayer('Summer Sale!'), CANVAS);
  expect([first.width % 2, first.height % 2]).toEqual([0, 0]);
  expect(await decode(first.png)).toMatchObject({ width: first.width, height: first.height });
  expect(first.checksum).toBe(createHash('sha256').update(first.png).digest('hex'));
  expect(second.png.equals(first.png)).toBe(true);
});

it.each([24, 48, 96, 200])('draws letters of %i pixels: a capital is 0.714 of that in Noto Sans', async (size) => {
  const { height } = inkBox(await drawn('H', { size }));
  expect(Math.abs(height - 0.714 * size)).toBeLessThanOrEqual(1.5);
});

it('puts the lines as far apart as the font says: 1.362 of its size in Noto Sans', async () => {
  const one = inkBox(await drawn('H', { size: 100 })).height;
  const three = inkBox(await drawn('H\nH\nH', { size: 100 })).height;
  expect(Math.abs((three - one) / 2 - 136.2)).toBeLessThanOrEqual(1.5);
});

it('has the colour and the opacity asked for', async () => {
  const picture = await drawn('█', { color: '#3366CC80', size: 100 });
  const [red, green, blue, alpha] = pixel(picture, Math.floor(picture.width / 2), Math.floor(picture.height / 2));
  expect([red, green, blue].map((value, at) => Math.abs((value ?? 0) - ([0x33, 0x66, 0xcc][at] ?? 0)) <= 1)).toEqual([
    true,
    true,
    true,
  ]);
  expect(Math.abs((alpha ?? 0) - 0x80)).toBeLessThanOrEqual(1);
});

it('fades emoji like letters', async () => {
  const strongest = async (color: string) => {
    const { data } = await drawn('😀', { color });
    return data.filter((_, at) => at % 4 === 3).reduce((a, b) => Math.max(a, b), 0);
  };
  expect(await strongest('#FFFFFFFF')).toBe(255);
  expect(await strongest('#FFFFFF40')).toBe(0x40);
});

it.each([
  [6, 4],
  [-6, -4],
])('lays the shadow %i, %i from the text', async (x, y) => {
  const plain = inkBox(await drawn('█', { size: 60 }));
  const picture = await drawn('█', { size: 60, shadow: { x, y, color: '#FF0000FF' } });
  const white = ([red, green, , alpha]: readonly number[]) => red === 255 && green === 255 && alpha === 255;
  const text = inkBox(picture, white);
  const all = inkBox(picture);
  // Its half-covered edges are white over red.
  expect(Math.abs(text.width - plain.width)).toBeLessThanOrEqual(2);
  expect(Math.abs(text.height - plain.height)).toBeLessThanOrEqual(2);
  expect([all.width, all.height]).toEqual([plain.width + Math.abs(x), plain.height + Math.abs(y)]);
  const corner =
    x > 0
      ? pixel(picture, all.left + all.width - 3, all.top + all.height - 3)
      : pixel(picture, all.left + 2, all.top + 2);
  expect(corner.slice(0, 3)).toEqual([255, 0, 0]);
});

it('wraps at the width of the canvas, words first, then letters', async () => {
  const words = inkBox(await drawn('word '.repeat(30)));
  const letters = inkBox(await drawn('m'.repeat(100)));
  for (const box of [words, letters]) {
    expect(box.width).toBeLessThanOrEqual(CANVAS.width);
    expect(box.width).toBeGreaterThan(CANVAS.width * 0.8);
    expect(box.height).toBeGreaterThan(100);
  }
});

it.each([
  ['nothing', ''],
  ['spaces', '  \t \n '],
  ['a zero-width space', '\u200b'],
  ['control characters', '\u0000\u0007\u001b'],
])('gives a transparent picture of 2 × 2 for %s', async (_what, content) => {
  const picture = await drawn(content, { shadow: { x: 4, y: 4, color: '#000000FF' } });
  expect(picture).toMatchObject({ width: 2, height: 2 });
  expect([...picture.data].every((value) => value === 0)).toBe(true);
});

it('keeps the meaning of line ends and drops what cannot be drawn', async () => {
  const expected = await shape('one\ntwo');
  for (const end of ['\r\n', '\r', '\u2028', '\u2029', '\u0085', '\u0000\n'])
    expect(await shape(`one${end}two`)).toBe(expected);
  expect(await shape('a\u0007b\u001b')).toBe(await shape('ab'));
  expect(await shape('half \ud83d pair')).toBe(await shape('half \ufffd pair'));
});

it.each([
  ['Devanagari', 'नमस्ते दुनिया'],
  ['Arabic', 'مرحبا بالعالم'],
  ['Tamil', 'தமிழ்'],
  ['Chinese', '你好世界'],
])('draws %s with a font that has it, whatever font is asked for', async (_script, content) => {
  const own = await drawn(content, { font: 'Noto Sans' });
  const tofu = await drawn('\u{10fffd}'.repeat([...content].length));
  expect(own.width).not.toBe(tofu.width);
  // A shaped word is not the sum of its letters.
  const apart = inkBox(await drawn([...content].join('\u200c')));
  if (_script !== 'Chinese' && _script !== 'Tamil') expect(inkBox(own).width).not.toBe(apart.width);
});

it('draws emoji in colour amid other scripts', async () => {
  const { data } = await drawn('नमस्ते مرحبا 🍎', { color: '#FFFFFFFF' });
  const reddish = Array.from({ length: data.length / 4 }, (_, at) => [
    data[at * 4] ?? 0,
    data[at * 4 + 1] ?? 0,
    data[at * 4 + 3] ?? 0,
  ]).filter(([red = 0, green = 0, alpha = 0]) => alpha > 200 && red > 150 && green < 100);
  expect(reddish.length).toBeGreaterThan(50);
});

describe('a font name', () => {
  it.each([
    "Arial'; DROP",
    'x" size="9000',
    'Noto Sans 400',
    '@wght=900',
    '#rlig=0',
    '',
    '\u0000',
    'No Such Font',
    'Ä, Noto Sans',
  ])('cannot change the size: %j', async (font) => {
    const { height } = inkBox(await drawn('H', { font, size: 48 }));
    expect(height).toBeGreaterThan(25);
    expect(height).toBeLessThan(45);
  });
});

describe('text beyond the picture', () => {
  const refused = async (content: string, style = {}) => {
    const began = performance.now();
    const error = await renderText(textLayer(content, style), CANVAS).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(CutroomError);
    expect(error).toMatchObject({
      code: 'INVALID_TIMELINE',
      details: { errors: [{ pointer: '/overlays/0/content' }] },
    });
    expect(performance.now() - began).toBeLessThan(10_000);
  };

  it('is refused where it would be taller than two canvases', () => refused('line\n'.repeat(60)));
  it('is refused by a small layout where drawing it would take gigabytes', () =>
    refused('W'.repeat(10_000), { size: 600 }));
  it('is refused where marks pile up without end', () => refused(`A${'\u0301'.repeat(9000)}`));
  it('is refused where one letter is wider than two canvases', () => refused('W', { size: 4000 }));
  it('is refused beyond 10,000 characters', () => refused('x'.repeat(10_001), { size: 8 }));
  it('is refused where the shadow falls too far', () =>
    refused('x', { shadow: { x: 5000, y: 0, color: '#000000FF' } }));
});

it('draws 10,000 characters that fit', async () => {
  const { width, height } = await renderText(textLayer('word '.repeat(2000), { size: 12 }), CANVAS);
  expect(width).toBeLessThanOrEqual(CANVAS.width);
  expect(height).toBeGreaterThan(400);
});
