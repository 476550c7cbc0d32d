import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import sharp, { type Metadata, type SharpOptions } from 'sharp';
import { CutroomError } from '#lib/contracts';
import type { PictureFormat } from './sniff.js';
import { needsOtherFiles } from './svg.js';
import { isLate, withinTime } from './within-time.js';

export interface DecodeOptions {
  readonly format: PictureFormat;
  /** Pixels: a larger picture is made smaller until one of its sides has this length and the other is no shorter. */
  readonly fill: { readonly width: number; readonly height: number };
  /** Of the picture as it is stored. */
  readonly maxPixels: number;
  readonly timeoutSeconds?: number;
}

export interface DecodedPicture {
  /** RGB or RGBA, 8 bits, sRGB, upright. */
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
  /** sha256 of `png`, hex. */
  readonly checksum: string;
}

const MAX_BYTES = 256 * 1024 ** 2;
/** librsvg builds a tree many times the size of the text. */
const MAX_SVG_BYTES = 16 * 1024 ** 2;
const TIMEOUT_SECONDS = 20;
/** At which an SVG's pixel is a pixel (CSS would say 96; librsvg's unit is this one). */
const SVG_DENSITY = 72;
const MAX_DENSITY = 20_000;

/**
 * The picture in a file as a plain PNG. Throws CutroomError INVALID_CLIP_FORMAT for what cannot be decoded, RESOURCE_LIMIT for
 * too many bytes or pixels, TIMEOUT.
 */
export async function decodePicture(path: string, options: DecodeOptions): Promise<DecodedPicture> {
  const { format, maxPixels, timeoutSeconds = TIMEOUT_SECONDS } = options;
  if (format === 'animated-webp') throw filmInWebp();
  const { size } = await stat(path);
  if (size > (format === 'svg' ? MAX_SVG_BYTES : MAX_BYTES)) throw tooLarge();
  // From memory always: an SVG read from a file may load what lies beside it, and libvips remembers files by their names.
  const bytes = await readFile(path);
  if (format === 'svg' && needsOtherFiles(bytes)) throw notWhole();
  const plain: SharpOptions = { limitInputPixels: maxPixels, failOn: 'truncated', pages: 1 };
  try {
    return await withinTime(timeoutSeconds, decode(bytes, plain, options));
  } catch (error) {
    throw inWords(error);
  }
}

const decode = async (
  bytes: Buffer,
  plain: SharpOptions,
  { format, fill, timeoutSeconds = TIMEOUT_SECONDS }: DecodeOptions,
): Promise<DecodedPicture> => {
  const input =
    format === 'svg' ? { ...plain, density: densityFor(await sharp(bytes, plain).metadata(), fill) } : plain;
  const { data, info } = await sharp(bytes, input)
    .autoOrient()
    .resize({ ...fill, fit: 'outside', withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout({ seconds: timeoutSeconds })
    .png({ compressionLevel: 3, adaptiveFiltering: false, palette: false })
    .toBuffer({ resolveWithObject: true });
  const checksum = createHash('sha256').update(data).digest('hex');
  return { png: data, width: info.width, height: info.height, alpha: info.channels === 4, checksum };
};

/**
 * A picture's own size, upright, without decoding it. Throws CutroomError INVALID_CLIP_FORMAT for what has none, RESOURCE_LIMIT
 * for too many pixels.
 */
export async function measurePicture(
  path: string,
  { maxPixels }: Pick<DecodeOptions, 'maxPixels'>,
): Promise<Pick<DecodedPicture, 'width' | 'height' | 'alpha'>> {
  const { size } = await stat(path);
  if (size > MAX_BYTES) throw tooLarge();
  const bytes = await readFile(path);
  // sharp refuses an empty file at once, all others later.
  const look = async (): Promise<Metadata> => sharp(bytes, { limitInputPixels: maxPixels }).metadata();
  const found = await look().catch((error: unknown) => {
    throw inWords(error);
  });
  const { width, height } = found.autoOrient;
  if (width * height > maxPixels) throw tooLarge();
  return { width, height, alpha: found.hasAlpha };
}

/** An SVG has no pixels of its own: it is drawn as large as it will be needed. */
const densityFor = ({ width = 1, height = 1 }: Metadata, fill: DecodeOptions['fill']): number =>
  Math.min(MAX_DENSITY, Math.max(1, SVG_DENSITY * Math.max(fill.width / width, fill.height / height)));

const notWhole = (): CutroomError =>
  new CutroomError(
    'INVALID_CLIP_FORMAT',
    'This SVG refers to other files, which are never loaded; put them into it as data: URLs.',
  );

const filmInWebp = (): CutroomError =>
  new CutroomError(
    'INVALID_CLIP_FORMAT',
    'Animated WebP cannot be read here: send this film as MP4, WebM, GIF or APNG.',
  );

const tooLarge = (cause?: unknown): CutroomError =>
  new CutroomError('RESOURCE_LIMIT', 'This picture is larger than this service takes.', { cause });

const inWords = (error: unknown): CutroomError => {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('exceeds pixel limit')) return tooLarge(error);
  if (isLate(error) || message.startsWith('timeout')) {
    return new CutroomError('TIMEOUT', 'Decoding this picture takes too long.', { cause: error });
  }
  return new CutroomError('INVALID_CLIP_FORMAT', 'This picture is damaged or of a kind that cannot be decoded.', {
    cause: error,
  });
};
