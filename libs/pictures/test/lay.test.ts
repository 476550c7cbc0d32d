import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { layPicture } from '../src/index.js';

const LIMITS = { maxPixels: 1_000_000 };
const asItIs = <T>(size: T): T => size;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cutroom-lay-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const laid = async (
  bytes: Buffer,
  sizeOf: Parameters<typeof layPicture>[1],
  limits = LIMITS,
): ReturnType<typeof layPicture> => {
  const path = join(dir, randomUUID());
  await writeFile(path, bytes);
  return layPicture(path, sizeOf, limits);
};

/** Left half red, right half blue. */
const halves = () => {
  const blue = { create: { width: 20, height: 20, channels: 4 as const, background: 'blue' } };
  return sharp({ create: { width: 40, height: 20, channels: 4, background: 'red' } }).composite([
    { input: blue, left: 20, top: 0 },
  ]);
};
const colorAt = async (png: Buffer, x: number, y: number): Promise<readonly number[]> => {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + info.channels)];
};
const isRed = ([red = 0, , blue = 0]: readonly number[]): boolean => red > 200 && blue < 60;

it.each([
  ['JPEG', (picture: Sharp) => picture.jpeg()],
  ['PNG', (picture: Sharp) => picture.png()],
  ['PNG with a palette', (picture: Sharp) => picture.png({ palette: true })],
  ['WebP', (picture: Sharp) => picture.webp()],
  ['AVIF', (picture: Sharp) => picture.avif()],
  ['GIF', (picture: Sharp) => picture.gif()],
  ['TIFF in sixteen bits', (picture: Sharp) => picture.toColourspace('rgb16').tiff()],
])('reads %s', async (_, as) => {
  const { png, width, height } = await laid(await as(halves()).toBuffer(), asItIs, LIMITS);
  expect([width, height]).toEqual([40, 20]);
  expect(isRed(await colorAt(png, 5, 10))).toBe(true);
  expect(isRed(await colorAt(png, 35, 10))).toBe(false);
});

it('shows a picture upright, as its EXIF orientation says', async () => {
  const turned = await halves().jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const sizeOf = jest.fn(asItIs);
  const { png, width, height } = await laid(turned, sizeOf, LIMITS);
  expect(sizeOf).toHaveBeenCalledWith(expect.objectContaining({ width: 20, height: 40 }));
  expect([width, height]).toEqual([20, 40]);
  expect([isRed(await colorAt(png, 10, 5)), isRed(await colorAt(png, 10, 35))]).toEqual([true, false]);
});

it('has the size that is wanted, made even', async () => {
  const bytes = await halves().png().toBuffer();
  expect(await laid(bytes, () => ({ width: 99.4, height: 0.2 }), LIMITS)).toMatchObject({
    box: { width: 100, height: 2 },
    ...{ width: 100, height: 2 },
  });
});

it('leaves out what is see-through around it, and says where the rest lies', async () => {
  const dot = { create: { width: 3, height: 3, channels: 4 as const, background: 'red' } };
  const empty = { r: 0, g: 0, b: 0, alpha: 0 };
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 4, background: empty } })
    .composite([{ input: dot, left: 31, top: 20 }])
    .png()
    .toBuffer();
  const drawn = await laid(bytes, asItIs, LIMITS);
  expect(drawn).toMatchObject({ box: { width: 60, height: 40 }, at: { x: 30, y: 20 }, width: 4, height: 4 });
  expect(await colorAt(drawn.png, 1, 0)).toEqual([255, 0, 0, 255]);
  expect((await colorAt(drawn.png, 0, 0))[3]).toBe(0);
});

it('refuses an SVG that names other files', async () => {
  const secret = join(dir, 'secret.png');
  await writeFile(secret, await halves().png().toBuffer());
  const svg = (inner: string): Buffer =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="10" height="20" fill="red"/>${inner}</svg>`,
    );
  const toSize = () => ({ width: 80, height: 40 });
  const image = svg(`<image href="file://${secret}" x="10" width="30" height="20"/>`);
  await expect(laid(image, toSize, LIMITS)).rejects.toMatchObject({ code: 'INVALID_CLIP_FORMAT' });
  const drawn = await laid(svg(''), toSize, LIMITS);
  expect(drawn).toMatchObject({ box: { width: 80, height: 40 }, width: 20, height: 40 });
  expect(isRed(await colorAt(drawn.png, 15, 20))).toBe(true);
});

it.each([
  ['text', () => Buffer.from('no picture at all'), 'INVALID_CLIP_FORMAT'],
  ['nothing', () => Buffer.alloc(0), 'INVALID_CLIP_FORMAT'],
  ['a cut PNG', async () => (await halves().png().toBuffer()).subarray(0, 60), 'INVALID_CLIP_FORMAT'],
  [
    'more pixels than allowed',
    () =>
      sharp({ create: { width: 2000, height: 600, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    'RESOURCE_LIMIT',
  ],
])('refuses %s', async (_, bytes, code) => {
  await expect(laid(await bytes(), asItIs, LIMITS)).rejects.toMatchObject({ code });
});

it('refuses to enlarge beyond the limit', async () => {
  const bytes = await halves().png().toBuffer();
  await expect(laid(bytes, () => ({ width: 4000, height: 4000 }), LIMITS)).rejects.toMatchObject({
    code: 'RESOURCE_LIMIT',
  });
});
