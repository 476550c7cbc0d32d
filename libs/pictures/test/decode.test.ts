import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { decodePicture, layPicture, measurePicture, sniffPicture } from '../src/index.js';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cutroom-pictures-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const MAX_PIXELS = 1_000_000;
const FILL = { width: 160, height: 90 };
let count = 0;
const file = async (bytes: Buffer | string): Promise<string> => {
  const path = join(directory, `picture-${count++}`);
  await writeFile(path, bytes);
  return path;
};
/** Left half red, right half blue. */
const halves = (width = 60, height = 40): ReturnType<typeof sharp> =>
  sharp({ create: { width, height, channels: 3, background: 'red' } })
    .composite([
      { input: { create: { width: width / 2, height, channels: 3, background: 'blue' } }, left: width / 2, top: 0 },
    ])
    .removeAlpha();
const decode = async (path: string, fill = FILL) => {
  const format = await sniffPicture(path);
  if (format === null) throw new Error('No picture.');
  return decodePicture(path, { format, fill, maxPixels: MAX_PIXELS });
};
/** Names of the colours in a decoded picture's four corners, clockwise from the top left. */
const corners = async (png: Buffer): Promise<readonly string[]> => {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const name = (x: number, y: number): string => {
    const at = (y * info.width + x) * 4;
    const [r = 0, g = 0, b = 0, alpha = 0] = data.subarray(at, at + 4);
    if (alpha < 128) return 'none';
    return r > 200 && g > 200 && b > 200 ? 'white' : r > b ? 'red' : 'blue';
  };
  const [right, bottom] = [info.width - 1, info.height - 1];
  return [name(0, 0), name(right, 0), name(right, bottom), name(0, bottom)];
};

describe('a decoded picture', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const)('is the same from %s', async (format) => {
    const path = await file(await halves()[format]().toBuffer());
    expect(await sniffPicture(path)).toBe(format);
    const { png, width, height, checksum } = await decode(path);
    expect([width, height]).toEqual([60, 40]);
    expect(await corners(png)).toEqual(['red', 'blue', 'blue', 'red']);
    expect((await sharp(png).metadata()).format).toBe('png');
    expect((await decode(path)).checksum).toBe(checksum);
  });

  it.each([
    [1, 60, 40, ['red', 'blue', 'blue', 'red']],
    [3, 60, 40, ['blue', 'red', 'red', 'blue']],
    [6, 40, 60, ['red', 'red', 'blue', 'blue']],
    [8, 40, 60, ['blue', 'blue', 'red', 'red']],
    [2, 60, 40, ['blue', 'red', 'red', 'blue']],
    [7, 40, 60, ['blue', 'blue', 'red', 'red']],
  ])('stands upright with EXIF orientation %d', async (orientation, width, height, wanted) => {
    const path = await file(await halves().jpeg().withMetadata({ orientation }).toBuffer());
    const decoded = await decode(path);
    expect([decoded.width, decoded.height]).toEqual([width, height]);
    expect(await corners(decoded.png)).toEqual(wanted);
    expect(await measurePicture(path, { maxPixels: MAX_PIXELS })).toEqual({ width, height, alpha: false });
  });

  it('is RGB, 8 bits, from grey, CMYK, 16 bits and palettes; opacity stays', async () => {
    const clear = { r: 255, g: 0, b: 0, alpha: 0 };
    const sources = [
      await halves().greyscale().png().toBuffer(),
      await halves().toColourspace('cmyk').jpeg().toBuffer(),
      await halves().toColourspace('rgb16').png().toBuffer(),
      await sharp({ create: { width: 8, height: 8, channels: 4, background: clear } })
        .png({ palette: true })
        .toBuffer(),
    ];
    const seen = [];
    for (const bytes of sources) {
      const { png, alpha } = await decode(await file(bytes));
      const { channels, depth, space } = await sharp(png).metadata();
      seen.push([space, depth, channels, alpha]);
    }
    const rgb = ['srgb', 'uchar', 3, false];
    expect(seen).toEqual([rgb, rgb, rgb, ['srgb', 'uchar', 4, true]]);
  });

  it('is no larger than it fills the canvas, and never enlarged', async () => {
    const path = await file(await halves(1000, 200).png().toBuffer());
    expect(await decode(path)).toMatchObject({ width: 450, height: 90 });
    const small = await file(await halves(20, 10).png().toBuffer());
    expect(await decode(small)).toMatchObject({ width: 20, height: 10 });
  });
});

describe('what cannot be read', () => {
  it('is refused by its name: HEIC', async () => {
    const brands = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    await expect(sniffPicture(await file(brands))).rejects.toMatchObject({ code: 'INVALID_CLIP_FORMAT' });
  });

  it('is refused by its name: a film in WebP, of which an overlay shows the first picture', async () => {
    const pictures = await Promise.all(['red', 'blue'].map((background) => frameOf(background)));
    const path = await file(
      await sharp(pictures, { join: { animated: true } })
        .webp()
        .toBuffer(),
    );
    expect(await sniffPicture(path)).toBe('animated-webp');
    await expect(decode(path)).rejects.toThrow('Animated WebP cannot be read here');
    const { png } = await layPicture(path, (own) => own, { maxPixels: MAX_PIXELS });
    expect(await corners(png)).toEqual(['red', 'red', 'red', 'red']);
  });

  const frameOf = (background: string): Promise<Buffer> =>
    sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer();
});

describe('an SVG', () => {
  const svg = (inner: string, more = 'width="10" height="5"'): string =>
    `<?xml version="1.0"?><!-- by hand --><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xi="http://www.w3.org/2001/XInclude" ${more}>${inner}</svg>`;
  const white = '<rect width="100%" height="100%" fill="white"/>';

  it('is drawn as large as it is needed, see-through where nothing is', async () => {
    const path = await file(svg('<rect width="5" height="5" fill="red"/>'));
    expect(await sniffPicture(path)).toBe('svg');
    const { png, width, height, alpha } = await decode(path);
    expect([width, height, alpha]).toEqual([180, 90, true]);
    expect(await corners(png)).toEqual(['red', 'none', 'none', 'red']);
  });

  it('loads nothing from anywhere, and says so where it would have to', async () => {
    const red = await file(
      await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
    const image = (href: string): string => `${white}<image width="10" height="5" preserveAspectRatio="none" ${href}/>`;
    const nested = Buffer.from(svg(image(`href="file://${red}"`))).toString('base64');
    const blank = [
      `${white}<style>@import url("file://${red}"); rect { fill: url("file://${red}#a"), white }</style>`,
      image(`href="data:image/svg+xml;base64,${nested}"`),
      `${white}<a href="https://example.com/"><rect width="1" height="1" fill="white"/></a>`,
    ];
    for (const inner of blank) {
      const { png } = await decode(await file(svg(inner)));
      expect(await corners(png)).toEqual(['white', 'white', 'white', 'white']);
    }
    const holes = [
      image(`href="file://${red}"`),
      image(`xlink:href='${red}'`),
      image(`href="${red.split('/').at(-1)}"`),
      image('href="http://127.0.0.1:1/red.png"'),
      `${white}<use href="file://${red}#a"/>`,
      `${white}<text y="5"><xi:include parse="text" href="file:///etc/hostname"/></text>`,
    ];
    for (const inner of holes) {
      const message = expect.stringContaining('refers to other files');
      await expect(decode(await file(svg(inner)))).rejects.toMatchObject({ code: 'INVALID_CLIP_FORMAT', message });
    }
    const entity = `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>${svg(`<text y="5">&x;</text>`).slice(21)}`;
    await expect(decode(await file(entity))).rejects.toMatchObject({ code: 'INVALID_CLIP_FORMAT' });
  });

  it('may carry its own pictures', async () => {
    const own = (
      await sharp({ create: { width: 9, height: 9, channels: 3, background: 'blue' } })
        .png()
        .toBuffer()
    ).toString('base64');
    const { png } = await decode(
      await file(svg(`<image width="10" height="5" preserveAspectRatio="none" href="data:image/png;base64,${own}"/>`)),
    );
    expect(await corners(png)).toEqual(['blue', 'blue', 'blue', 'blue']);
  });
});

describe('what is no still picture', () => {
  it('is left to ffmpeg: films and other files', async () => {
    const frames = await sharp([await halves().png().toBuffer(), await halves().negate().png().toBuffer()], {
      join: { animated: true },
    })
      .gif({ delay: [100, 100] })
      .toBuffer();
    const apng = Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      Buffer.from('....IHDR........acTL....IDAT'),
    ]);
    const avis = Buffer.from('\0\0\0\x1cftypavis\0\0\0\0avifavismsf1', 'latin1');
    const others = [frames, apng, avis, '#EXTM3U\n', '<html><svg/></html>', '', 'RIFF1234AVI '];
    for (const bytes of others) expect(await sniffPicture(await file(bytes))).toBeNull();
  });

  it('is refused in words', async () => {
    const cut = (await halves(400, 400).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 5000);
    await expect(decode(await file(cut))).rejects.toMatchObject({ code: 'INVALID_CLIP_FORMAT' });
    await expect(
      decode(await file(Buffer.from('\x89PNG\r\n\x1a\nnothing of the kind', 'latin1'))),
    ).rejects.toMatchObject({
      code: 'INVALID_CLIP_FORMAT',
    });
    const huge = await file(await halves(2000, 2000).png().toBuffer());
    await expect(decode(huge)).rejects.toMatchObject({ code: 'RESOURCE_LIMIT' });
    await expect(measurePicture(huge, { maxPixels: MAX_PIXELS })).rejects.toMatchObject({ code: 'RESOURCE_LIMIT' });
  });
});
