import { open } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import { isAnimatedGif } from './gif.js';
import { isSvg } from './svg.js';

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'animated-webp' | 'avif' | 'gif' | 'tiff' | 'svg';

/** Enough for the boxes and chunks that tell a still from a film, and for an SVG's prologue. */
const HEAD_BYTES = 64 * 1024;

const at = (head: Buffer, from: number, text: string): boolean =>
  head.subarray(from, from + text.length).equals(Buffer.from(text, 'latin1'));

/** An APNG says so before its first picture data. */
const isApng = (head: Buffer): boolean => {
  const control = head.indexOf('acTL');
  const data = head.indexOf('IDAT');
  return control >= 0 && (data < 0 || control < data);
};

/** `ftyp` names what a file of boxes is: `avif` a picture, `avis` (as its major brand) a film. */
const isAvif = (head: Buffer): boolean => {
  if (!at(head, 4, 'ftyp') || at(head, 8, 'avis')) return false;
  const brands = head.subarray(8, Math.min(head.length, head.readUInt32BE(0))).toString('latin1');
  return brands.includes('avif');
};

/** Brands of ISO/IEC 23008-12 whose pictures are HEVC, which sharp is built without and ffmpeg does not put together. */
const HEIC = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
const isHeic = (head: Buffer): boolean => at(head, 4, 'ftyp') && HEIC.some((brand) => at(head, 8, brand));

/** The animation bit of the header of the extended format (RFC 9649, section 2.7). */
const isAnimatedWebp = (head: Buffer): boolean => at(head, 12, 'VP8X') && ((head[20] ?? 0) & 0x02) !== 0;

const formatOf = (head: Buffer): PictureFormat | 'gif?' | null => {
  if (head.length < 12) return null;
  if (at(head, 0, '\xff\xd8\xff')) return 'jpeg';
  if (at(head, 0, '\x89PNG\r\n\x1a\n')) return isApng(head) ? null : 'png';
  if (at(head, 0, 'RIFF') && at(head, 8, 'WEBP')) return isAnimatedWebp(head) ? 'animated-webp' : 'webp';
  if (at(head, 0, 'GIF87a') || at(head, 0, 'GIF89a')) return 'gif?';
  if (at(head, 0, 'II*\0') || at(head, 0, 'MM\0*')) return 'tiff';
  if (isAvif(head)) return 'avif';
  if (isHeic(head)) {
    throw new CutroomError('INVALID_CLIP_FORMAT', 'HEIC cannot be read here: send this picture as JPEG, PNG or AVIF.');
  }
  return isSvg(head) ? 'svg' : null;
};

/**
 * What kind of still picture the file holds; null where it holds none. Throws CutroomError INVALID_CLIP_FORMAT
 * for HEIC, and what the file system throws.
 */
export async function sniffPicture(path: string): Promise<PictureFormat | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const format = formatOf(buffer.subarray(0, bytesRead));
    if (format !== 'gif?') return format;
    return (await isAnimatedGif(file)) ? null : 'gif';
  } finally {
    await file.close();
  }
}
