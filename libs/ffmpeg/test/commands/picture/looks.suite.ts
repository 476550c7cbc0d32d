import type { ClipView } from '#lib/render-plan';
import { COLOR_PRESETS, type ColorPreset, type Fit, rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { CANVAS, expectNear, framesOf, pixel, RED, type Triple } from '../support/pixels.js';
import { view } from '../support/plans.js';
import { tool, workDirectory } from '../support/run.js';

describe('looks', () => {
  const path = workDirectory();
  /** Colours in columns: black, grey, white, red, green, blue, skin. */
  const COLUMNS = ['black', '0x808080', 'white', 'red', 'lime', 'blue', '0xd8a080'];
  const COLUMN = 16;
  const SIZE = { width: COLUMNS.length * COLUMN, height: 36 };

  beforeAll(async () => {
    const columns = COLUMNS.flatMap((color) => [
      '-f',
      'lavfi',
      '-i',
      `color=${color}:s=${COLUMN}x36:d=1:r=1,format=gbrp`,
    ]);
    const narrow = 'color=red:s=18x36:d=1:r=25,format=rgb24,scale=out_color_matrix=bt709,format=yuv420p';
    const lossless = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0'];
    await Promise.all([
      tool(
        ...columns,
        '-filter_complex',
        `hstack=${COLUMNS.length},format=rgb24`,
        '-frames:v',
        '1',
        path('columns.png'),
      ),
      tool('-f', 'lavfi', '-i', narrow, ...lossless, path('narrow.mp4')),
    ]);
  }, 30_000);

  const shown = async (
    file: string,
    size: typeof SIZE,
    more: Partial<ClipView>,
    still: boolean,
    background = '#000000',
  ) =>
    framesOf(
      path(file),
      mediaInfo({ ...size, still, sound: false, duration: 1 }),
      [{ kind: 'clip', frames: 2, view: view(0, rational(0), more) }],
      { directory: path('out'), background },
    );

  describe('fit', () => {
    const NARROW = { width: 18, height: 36 };
    const narrow = (fit: Fit): Promise<Buffer> => shown('narrow.mp4', NARROW, { fit }, false, '#0000ff');

    it('stretch fills the canvas with all of it', async () => {
      const raw = await narrow('stretch');
      for (const [x, y] of [
        [0, 0],
        [63, 0],
        [0, 35],
        [63, 35],
        [32, 18],
      ] as const)
        expectNear(pixel(raw, 1, x, y), RED);
    });

    it('blur shows all of it over itself, filling the canvas', async () => {
      const columns = await shown('columns.png', SIZE, { fit: 'blur' }, true, '#0000ff');
      const plain = await shown('columns.png', SIZE, { fit: 'contain' }, true);
      // The picture itself stands where `contain` puts it; above and below it are its own middle colours, softened.
      for (const x of [2, 10, 20, 38]) expect(pixel(columns, 0, x, 18)).toEqual(pixel(plain, 0, x, 18));
      const above = Array.from({ length: CANVAS.width }, (_, x) => pixel(columns, 1, x, 1)[0]);
      const steps = above.slice(1).map((luma, x) => Math.abs(luma - (above[x] ?? 0)));
      expect(Math.max(...above) - Math.min(...above)).toBeGreaterThan(60);
      expect(Math.max(...steps)).toBeLessThan(30);
      const raw = await narrow('blur');
      for (const [x, y] of [
        [0, 0],
        [63, 35],
        [32, 18],
      ] as const)
        expectNear(pixel(raw, 1, x, y), RED);
    });
  });

  describe('colour presets', () => {
    const colors = async (colorPreset: ColorPreset): Promise<readonly Triple[]> => {
      const raw = await shown('columns.png', SIZE, { colorPreset, fit: 'stretch' }, true);
      return COLUMNS.map((_, column) =>
        pixel(raw, 1, Math.round((column + 0.5) * (CANVAS.width / COLUMNS.length)), 18),
      );
    };
    const saturation = ([, u, v]: Triple): number => Math.hypot(u - 128, v - 128);
    const BLACK_GREY_WHITE = 3;

    it('do what their names say', async () => {
      const looks = new Map<ColorPreset, readonly Triple[]>();
      for (const preset of COLOR_PRESETS) looks.set(preset, await colors(preset));
      const of = (preset: ColorPreset, column: number): Triple => looks.get(preset)?.[column] ?? [0, 0, 0];
      const plain = (column: number): Triple => of('none', column);
      expectNear(plain(1), [126, 128, 128], 2);
      // Each is its own.
      expect(new Set([...looks.values()].map((look) => JSON.stringify(look))).size).toBe(COLOR_PRESETS.length);

      for (const column of COLUMNS.keys()) {
        const [y, u, v] = of('mono', column);
        expectNear([y, u, v], [plain(column)[0], 128, 128], 2);
      }
      const skin = COLUMNS.length - 1;
      expect(saturation(of('vivid', skin))).toBeGreaterThan(saturation(plain(skin)) * 1.15);
      expect(saturation(of('vintage', skin))).toBeLessThan(saturation(plain(skin)));
      // Red above blue, and the other way round, in grey.
      expect(of('warm', 1)[2] - of('warm', 1)[1]).toBeGreaterThan(8);
      expect(of('cool', 1)[1] - of('cool', 1)[2]).toBeGreaterThan(8);
      expect(of('vintage', 0)[0]).toBeGreaterThan(24);
      expect(of('vintage', 2)[0]).toBeLessThan(228);
      // Greys of vivid stay grey: no tint comes in by the way there and back.
      for (let column = 0; column < BLACK_GREY_WHITE; column++) expect(saturation(of('vivid', column))).toBeLessThan(2);
    });
  });
});
