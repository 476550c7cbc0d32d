import type { ColorInfo, MediaInfo, Segment, Span } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { cutAt, pictureLayer, planOf, view } from '../support/plans.js';
import { rawFrames } from '../support/render.js';
import { tool, workDirectory } from '../support/run.js';

describe('colors', () => {
  const path = workDirectory();
  const CANVAS = { width: 64, height: 36 };
  const FPS = rational(25);
  type Triple = readonly [number, number, number];
  /** ITU-R BT.709 limited range: red, #3366cc, black, white. */
  const RED: Triple = [63, 102, 240];
  const BLUE: Triple = [101, 178, 101];
  const BLACK: Triple = [16, 128, 128];
  const UNTOLD: ColorInfo = { range: null, matrix: null, primaries: null, transfer: null };

  /** Y, U, V of a canvas pixel in frame `n` of raw yuv420p. */
  const pixel = (raw: Buffer, n: number, x: number, y: number): Triple => {
    const { width, height } = CANVAS;
    const [luma, chroma] = [width * height, (width * height) / 4];
    const at = n * luma * 1.5;
    const half = Math.floor(y / 2) * (width / 2) + Math.floor(x / 2);
    return [raw[at + y * width + x] ?? 0, raw[at + luma + half] ?? 0, raw[at + luma + chroma + half] ?? 0];
  };
  const expectNear = (actual: Triple, wanted: Triple, within = 2): void => {
    for (const [index, value] of wanted.entries()) {
      expect(Math.abs((actual[index] ?? 0) - value)).toBeLessThanOrEqual(within);
    }
  };

  const red = (name: string, size: string, conversion: string, format: string): Promise<Buffer> =>
    tool(
      ...['-f', 'lavfi', '-i', `color=red:s=${size}:r=25:d=2,format=rgb24,scale=${conversion},format=${format}`],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', path(name)],
    );
  beforeAll(async () => {
    await Promise.all([
      red('sd.mp4', '64x48', 'out_color_matrix=bt601', 'yuv420p'),
      red('hd.mp4', '1280x720', 'out_color_matrix=bt709', 'yuv420p'),
      red('full.mp4', '64x36', 'out_color_matrix=bt601:out_range=pc', 'yuvj420p'),
      tool('-f', 'lavfi', '-i', 'color=0x3366cc:s=16x8,format=rgba', '-frames:v', '1', path('layer.png')),
    ]);
  }, 30_000);

  const infoOf = (width: number, height: number, color: ColorInfo = UNTOLD): MediaInfo => {
    const info = mediaInfo({ width, height, sound: false, duration: 2 });
    return { ...info, video: info.video && { ...info.video, color } };
  };
  const clip = (frames: number, more: Partial<ReturnType<typeof view>> = {}): Span => ({
    kind: 'clip',
    frames,
    view: view(0, rational(0), more),
  });

  const render = (
    media: { readonly name: string; readonly info: MediaInfo },
    spans: readonly Span[],
    more: {
      readonly background?: string;
      readonly layers?: Segment['layers'];
      readonly edges?: readonly number[];
    } = {},
  ): Promise<Buffer> => {
    const { edges = [], ...sketch } = more;
    const pictures = [{ checksum: 'layer', width: 16, height: 8 }];
    const plan = planOf({ fps: FPS, media: [media.info], spans, pictures, ...CANVAS, ...sketch });
    return rawFrames(cutAt(plan, edges), {
      media: [path(media.name)],
      pictures: [path('layer.png')],
      directory: path('out'),
    });
  };
  const HD = { name: 'hd.mp4', info: infoOf(1280, 720) };
  const SD = { name: 'sd.mp4', info: infoOf(64, 48) };

  describe('the colours of a segment', () => {
    it.each([
      ['#000000', BLACK],
      ['#3366cc', BLUE],
      ['#ffffff', [235, 128, 128] as const],
    ])('are the very background %s where there is no clip', async (background, wanted) => {
      const raw = await render(HD, [{ kind: 'background', frames: 3 }], { background });
      expect(raw).toHaveLength(3 * CANVAS.width * CANVAS.height * 1.5);
      expect([pixel(raw, 0, 0, 0), pixel(raw, 2, 63, 35)]).toEqual([wanted, wanted]);
    });

    it.each([
      ['of an HD source that does not say (BT.709)', HD],
      ['of an SD source that does not say (BT.601)', SD],
      [
        'of a full-range source',
        { name: 'full.mp4', info: infoOf(64, 36, { ...UNTOLD, range: 'pc', matrix: 'smpte170m' }) },
      ],
    ])('are right in BT.709 %s', async (_, media) => {
      expectNear(pixel(await render(media, [clip(2)]), 1, 32, 18), RED);
    });

    it.each([
      ['#000000', BLACK],
      ['#3366cc', BLUE],
    ])('beside a narrow clip are the background %s', async (background, wanted) => {
      const raw = await render(SD, [clip(2)], { background });
      expect([pixel(raw, 1, 0, 0), pixel(raw, 1, 7, 35), pixel(raw, 1, 57, 20)]).toEqual([wanted, wanted, wanted]);
      expectNear(pixel(raw, 1, 10, 2), RED, 4);
      const covered = await render(SD, [clip(2, { fit: 'cover' })], { background });
      expectNear(pixel(covered, 1, 0, 0), RED);
    });

    it.each([
      ['#000000', BLACK],
      ['#3366cc', BLUE],
    ])('dip to %s and back, evenly', async (background, wanted) => {
      const fades = [
        { direction: 'in' as const, start: 0, frames: 10 },
        { direction: 'out' as const, start: 15, frames: 10 },
      ];
      const raw = await render(HD, [clip(25, { fades })], { background });
      const middle: Triple = [(wanted[0] + RED[0]) / 2, (wanted[1] + RED[1]) / 2, (wanted[2] + RED[2]) / 2];
      expectNear(pixel(raw, 0, 30, 20), wanted, 1);
      expectNear(pixel(raw, 5, 30, 20), middle);
      expectNear(pixel(raw, 12, 30, 20), RED, 1);
      expectNear(pixel(raw, 15, 30, 20), RED, 1);
      expectNear(pixel(raw, 20, 30, 20), middle);
    });

    it('show a layer in its frames and its place only, also where that is partly outside', async () => {
      const layers = [pictureLayer({ x: 20, y: 10, from: 2, to: 5 }), pictureLayer({ x: -8, y: 30, from: 0, to: 8 })];
      const raw = await render(HD, [clip(8)], { layers });
      const shown = Array.from({ length: 8 }, (_, n) => pixel(raw, n, 20, 10)[0] > 90);
      expect(shown).toEqual([false, false, true, true, true, false, false, false]);
      expectNear(pixel(raw, 3, 35, 17), BLUE);
      expectNear(pixel(raw, 3, 36, 17), RED);
      expectNear(pixel(raw, 7, 7, 35), BLUE);
      expect(await render(HD, [clip(8)], { layers, edges: [3, 4] })).toEqual(raw);
    });
  });

  describe('a corrected clip', () => {
    /** Two halves of a dull picture with a cast to blue: dark and light, neither black nor white. */
    const dull = (name: string, light = 'null'): Promise<Buffer> =>
      tool(
        ...['-f', 'lavfi', '-i', 'color=0x323250:s=32x36:r=25:d=1,format=rgb24'],
        ...['-f', 'lavfi', '-i', 'color=0x8c8cc8:s=32x36:r=25:d=1,format=rgb24'],
        ...['-filter_complex', `[1]${light}[light];[0][light]hstack,scale=out_color_matrix=bt709,format=yuv420p`],
        ...['-colorspace', 'bt709', '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', path(name)],
      );
    const info = infoOf(64, 36, { ...UNTOLD, matrix: 'bt709' });
    const halves = (raw: Buffer, n = 0): readonly [Triple, Triple] => [pixel(raw, n, 4, 18), pixel(raw, n, 60, 18)];

    it('has deeper blacks, brighter whites and less of a cast, and is left alone without', async () => {
      await dull('dull.mp4');
      const clips = (colorPreset: 'none' | 'corrected') => [clip(4, { colorPreset })];
      const [plain, corrected] = [
        await render({ name: 'dull.mp4', info }, clips('none')),
        await render({ name: 'dull.mp4', info }, clips('corrected')),
      ];
      const [[dark, darkBlue], [light, lightBlue]] = halves(plain);
      const [[darker, lessDarkBlue], [lighter, lessLightBlue]] = halves(corrected);
      expect(light - dark).toBeLessThan(90);
      expect(lighter - darker).toBeGreaterThan(130);
      expect(lightBlue - 128).toBeGreaterThan(20);
      expect(lessLightBlue - 128).toBeLessThan(((lightBlue - 128) * 2) / 3);
      expect(lessDarkBlue - 128).toBeLessThan(darkBlue - 128);
    });

    it('looks the same wherever it is cut into segments', async () => {
      await dull('brightens.mp4', 'fade=d=0.4');
      const spans = [clip(8, { colorPreset: 'corrected' })];
      const whole = await render({ name: 'brightens.mp4', info }, spans);
      expect((await render({ name: 'brightens.mp4', info }, spans, { edges: [3, 5] })).equals(whole)).toBe(true);
    });
  });
});
