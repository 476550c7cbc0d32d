import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { HOME } from './make.js';

const keep = async (bytes: Buffer | string, extension: string): Promise<string> => {
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 24);
  const path = join(HOME, `${name}.${extension}`);
  await mkdir(HOME, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, bytes);
  await rename(draft, path);
  return path;
};

/** A JPEG of one colour that is stored lying, and stands by its EXIF orientation. */
export const standingJpeg = async (color: string, width: number, height: number): Promise<string> => {
  const lying = sharp({ create: { width, height, channels: 3, background: color } });
  return keep(await lying.jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toBuffer(), 'jpg');
};

export const svg = (color: string, width: number, height: number): Promise<string> =>
  keep(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${color}"/></svg>`,
    'svg',
  );
