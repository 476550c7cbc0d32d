import sharp from 'sharp';
import { TILE } from './strip.js';

const LINE = 19;

/** Lines of text on a tile. */
export const card = (lines: readonly string[]): Promise<Buffer> => {
  const top = (TILE.height - (lines.length - 1) * LINE) / 2 + 4;
  const rows = lines.map(
    (line, n) => `<text x="${TILE.width / 2}" y="${top + n * LINE}" text-anchor="middle">${escaped(line)}</text>`,
  );
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${TILE.width}" height="${TILE.height}">
      <rect width="100%" height="100%" fill="#eceff3"/><g font-family="DejaVu Sans Mono" font-size="12" fill="#223">${rows.join('')}</g></svg>`),
  )
    .png()
    .toBuffer();
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
