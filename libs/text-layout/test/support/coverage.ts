import sharp from 'sharp';

/** How much of each pixel is ink: one byte a pixel, cropped to what is more than a trace. */
export interface Coverage {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

const TRACE = 64;

/** Of white text on black, or on nothing. */
export const coverageOf = async (png: Buffer): Promise<Coverage> => {
  const flat = await sharp(png).flatten({ background: 'black' }).extractChannel(0).png().toBuffer();
  const { data, info } = await sharp(flat)
    .trim({ background: 'black', threshold: TRACE })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

const at = ({ data, width, height }: Coverage, x: number, y: number): number =>
  x < width && y < height ? (data[y * width + x] ?? 0) : 0;

/** Sum of the differences as a share of all the ink of `reference`: 0 = the same, 1 and more = nothing in common. */
export const difference = (reference: Coverage, other: Coverage): number => {
  let ink = 0;
  let wrong = 0;
  for (let y = 0; y < Math.max(reference.height, other.height); y += 1) {
    for (let x = 0; x < Math.max(reference.width, other.width); x += 1) {
      ink += at(reference, x, y);
      wrong += Math.abs(at(reference, x, y) - at(other, x, y));
    }
  }
  return wrong / ink;
};
