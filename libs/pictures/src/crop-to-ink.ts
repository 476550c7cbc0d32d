/** Straight (not premultiplied) RGBA, four bytes a pixel. */
export interface Rgba {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

const ALPHA = 3;

/**
 * The part of a picture outside of which everything is wholly see-through, in even places and sizes: what is not there need
 * not be composited on every frame. A picture with nothing to see becomes two pixels by two.
 */
export const cropToInk = (
  picture: Rgba,
): { readonly raster: Rgba; readonly at: { readonly x: number; readonly y: number } } => {
  const { data, width, height } = picture;
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (data[(y * width + x) * 4 + ALPHA] === 0) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = y + 1;
    }
  }
  const [left, top] = [box.left & ~1, box.top & ~1];
  const size = { width: Math.max(2, (box.right - left + 1) & ~1), height: Math.max(2, (box.bottom - top + 1) & ~1) };
  if (box.right === 0) return { raster: { data: Buffer.alloc(16), width: 2, height: 2 }, at: { x: 0, y: 0 } };
  if (size.width === width && size.height === height) return { raster: picture, at: { x: 0, y: 0 } };
  return { raster: part(picture, left, top, size), at: { x: left, y: top } };
};

const part = ({ data, width }: Rgba, left: number, top: number, size: { width: number; height: number }): Rgba => {
  const row = size.width * 4;
  const kept = Buffer.alloc(row * size.height);
  for (let y = 0; y < size.height; y += 1) {
    const from = ((top + y) * width + left) * 4;
    data.copy(kept, y * row, from, from + row);
  }
  return { data: kept, ...size };
};
