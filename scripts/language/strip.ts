import sharp from 'sharp';

export const TILE = { width: 208, height: 117 } as const;
const LABEL = 18;
const GAP = 6;

export interface Labelled {
  readonly label: string;
  /** Any picture. */
  readonly picture: Buffer;
}

/** Rows that are full, where that is possible. */
const columnsFor = (tiles: number): number => [5, 4, 3].find((columns) => tiles % columns === 0) ?? 4;

/** Tiles side by side in rows, each with its label below, as a WebP. */
export async function strip(tiles: readonly Labelled[], columns = columnsFor(tiles.length)): Promise<Buffer> {
  const across = Math.min(columns, tiles.length);
  const rows = Math.ceil(tiles.length / across);
  const placed = await Promise.all(
    tiles.map(async ({ label, picture }, index) => {
      const left = (index % across) * (TILE.width + GAP);
      const top = Math.floor(index / across) * (TILE.height + LABEL + GAP);
      const input = await sharp(picture)
        .resize({ ...TILE, fit: 'contain', background: '#eceff3' })
        .png()
        .toBuffer();
      return [
        { input, left, top },
        { input: await written(label), left, top: top + TILE.height + 1 },
      ];
    }),
  );
  const size = { width: across * (TILE.width + GAP) - GAP, height: rows * (TILE.height + LABEL + GAP) - GAP };
  return sharp({ create: { ...size, channels: 3, background: 'white' } })
    .composite(placed.flat())
    .webp({ quality: 86, smartSubsample: true, effort: 6 })
    .toBuffer();
}

const written = (label: string): Promise<Buffer> => {
  const escaped = label.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${TILE.width}" height="${LABEL}">
      <text x="${TILE.width / 2}" y="13" text-anchor="middle" font-family="DejaVu Sans" font-size="11" fill="#223">${escaped}</text></svg>`),
  )
    .png()
    .toBuffer();
};
