import sharp from 'sharp';
import { renderText } from '../src/index.js';
import { CANVAS, textLayer } from './support/layer.js';
import { NASTY_STRINGS } from './support/nasty-strings.js';
import { decode } from './support/pixels.js';

/** GMarkup takes noncharacters as they are and refuses their numbers. */
const NONCHARACTERS = /[\ufffe\uffff]/;

/** The same text by another road: every character a numeric reference, so that no character can be syntax. */
const reference = async (content: string) => {
  const characters = [...content]
    .map((character) => (NONCHARACTERS.test(character) ? character : `&#${character.codePointAt(0)};`))
    .join('');
  const text = {
    text: characters,
    font: 'Noto Sans 48',
    dpi: 72,
    rgba: true,
    width: CANVAS.width,
    wrap: 'word-char',
  } as const;
  const { data, info } = await sharp({ text }).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** Alpha alone decides: the reference is drawn in another colour. */
const sameShape = (
  drawn: Awaited<ReturnType<typeof decode>>,
  expected: Awaited<ReturnType<typeof reference>>,
): boolean => {
  for (let y = 0; y < drawn.height; y += 1) {
    for (let x = 0; x < drawn.width; x += 1) {
      const inside = x < expected.width && y < expected.height;
      const alpha = inside ? expected.data[(y * expected.width + x) * 4 + 3] : 0;
      if (drawn.data[(y * drawn.width + x) * 4 + 3] !== alpha) return false;
    }
  }
  return drawn.width - expected.width <= 1 && drawn.height - expected.height <= 1;
};

it('has at least 500 nasty strings', () => {
  expect(NASTY_STRINGS.length).toBeGreaterThanOrEqual(500);
});

it('draws every one of them literally', async () => {
  const wrong: string[] = [];
  for (const content of NASTY_STRINGS) {
    const { png } = await renderText(textLayer(content), CANVAS);
    if (!sameShape(await decode(png), await reference(content))) wrong.push(content);
  }
  expect(wrong).toEqual([]);
}, 120_000);

it('would notice markup that was interpreted', async () => {
  const { png } = await renderText(textLayer('bold'), CANVAS);
  expect(sameShape(await decode(png), await reference('<b>bold</b>'))).toBe(false);
});
