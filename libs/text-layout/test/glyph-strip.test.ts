import { TIMECODE_GLYPHS } from '#lib/render-plan';
import { TEXT_STYLE } from '../../../test/factories/timeline.js';
import { renderGlyphStrip } from '../src/index.js';
import { decode, inkBox, pixel } from './support/pixels.js';

const strip = async (style: Partial<typeof TEXT_STYLE> = {}) => {
  const drawn = await renderGlyphStrip({ ...TEXT_STYLE, font: 'Noto Sans', size: 60, ...style });
  return { ...drawn, picture: await decode(drawn.png) };
};

it('has a cell for every glyph, with a glyph in the middle of all but the last', async () => {
  const { picture, cellWidth, width, height } = await strip();
  expect([cellWidth % 2, width, height % 2]).toEqual([0, cellWidth * TIMECODE_GLYPHS.length, 0]);
  const rows = [...TIMECODE_GLYPHS].map((_, cell) => {
    const inked = { left: cellWidth, right: 0, top: height, bottom: 0 };
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < cellWidth; x += 1) {
        if ((pixel(picture, cell * cellWidth + x, y)[3] ?? 0) < 64) continue;
        inked.left = Math.min(inked.left, x);
        inked.right = Math.max(inked.right, x);
        inked.top = Math.min(inked.top, y);
        inked.bottom = Math.max(inked.bottom, y);
      }
    }
    return inked;
  });
  for (const { left, right } of rows.slice(0, -1)) {
    expect(Math.abs(left + right + 1 - cellWidth)).toBeLessThanOrEqual(3);
  }
  expect(rows.at(-1)).toMatchObject({ right: 0 });
  // They stand on one line: a full stop is low, all digits end where it does.
  const bottoms = rows.slice(0, 12).map(({ bottom }) => bottom);
  expect(Math.max(...bottoms) - Math.min(...bottoms)).toBeLessThanOrEqual(2);
  expect(rows[11]?.top).toBeGreaterThan((rows[0]?.top ?? 0) + 20);
});

it('wears the style of any text, its background without a seam', async () => {
  const stroke = { color: '#00FF00FF', width: 3 };
  const { picture, cellWidth, height } = await strip({ stroke, background: '#FF000080', bold: true });
  expect(pixel(picture, 0, 0)).toEqual([255, 0, 0, 128]);
  for (const x of [cellWidth - 1, cellWidth]) expect(pixel(picture, x, height - 1)).toEqual([255, 0, 0, 128]);
  expect(inkBox(picture, ([red = 0, green = 0]) => green > 200 && red < 50).width).toBeGreaterThan(cellWidth * 11);
});
