import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { CutroomError } from '#lib/contracts';
import { cropToInk } from './crop-to-ink.js';
import { decodePicture, measurePicture } from './decode.js';
import { sniffPicture } from './sniff.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture ready to be laid over a video; all numbers are even pixels. */
export interface LaidPicture extends Size {
  readonly png: Buffer;
  /** sha256 of `png`, hex. */
  readonly checksum: string;
  /** The size that was wanted, and where in it the PNG lies: what is wholly see-through around it is left out. */
  readonly box: Size;
  readonly at: { readonly x: number; readonly y: number };
}

/**
 * The picture in a file (of a film, its first one) in the size that `sizeOf` wants, given its own, upright. Throws
 * CutroomError INVALID_CLIP_FORMAT for what cannot be decoded, RESOURCE_LIMIT for too many bytes or pixels, TIMEOUT.
 */
export async function layPicture(
  path: string,
  sizeOf: (own: Size) => Size,
  { maxPixels }: { readonly maxPixels: number },
): Promise<LaidPicture> {
  const format = await sniffPicture(path);
  const wanted = sizeOf(await measurePicture(path, { maxPixels }));
  const box = { width: even(wanted.width), height: even(wanted.height) };
  if (box.width * box.height > maxPixels) {
    throw new CutroomError('RESOURCE_LIMIT', 'This picture would be larger than this service draws.');
  }
  const first = format === 'animated-webp' ? 'webp' : (format ?? 'gif');
  const decoded = await decodePicture(path, { format: first, fill: box, maxPixels });
  const data = await sharp(decoded.png)
    .resize({ ...box, fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  const { raster, at } = cropToInk({ data, ...box });
  const { width, height } = raster;
  const png = await sharp(raster.data, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 3, adaptiveFiltering: false })
    .toBuffer();
  return { png, checksum: createHash('sha256').update(png).digest('hex'), width, height, box, at };
}

/** yuv420p has a colour for two pixels. */
const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2));
