import type { CameraMove } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { planOf, view } from '../support/plans.js';
import { rawFrames } from '../support/render.js';
import { tool, workDirectory } from '../support/run.js';

describe('camera', () => {
  const path = workDirectory();
  const WIDTH = 240;
  const HEIGHT = 136;
  const FRAMES = 40;
  const FPS = rational(30);
  /** A soft white dot on black, off the middle, whose centre of light tells where it stands to hundredths of a pixel. */
  const DOT = { x: 90, y: 50 };

  beforeAll(async () => {
    const light = `255*exp(-(pow(X-${DOT.x},2)+pow(Y-${DOT.y},2))/32)`;
    const source = `nullsrc=s=${WIDTH}x${HEIGHT}:d=1:r=1,format=gray,geq=lum='${light}',format=rgb24`;
    await tool('-f', 'lavfi', '-i', source, '-frames:v', '1', path('dot.png'));
  }, 30_000);

  interface Point {
    readonly x: number;
    readonly y: number;
  }

  /** Centre of light of every frame. */
  const track = async (kind: CameraMove['kind']): Promise<readonly Point[]> => {
    const info = mediaInfo({ still: true, width: WIDTH, height: HEIGHT });
    const spans = [
      { kind: 'clip' as const, frames: FRAMES, view: view(0, rational(0), { motion: { kind, frames: FRAMES } }) },
    ];
    const plan = planOf({ fps: FPS, media: [info], spans, width: WIDTH, height: HEIGHT });
    const raw = await rawFrames(plan, { media: [path('dot.png')], pictures: [], directory: path('out') });
    const size = (WIDTH * HEIGHT * 3) / 2;
    return Array.from({ length: raw.length / size }, (_, n) => {
      let [sum, x, y] = [0, 0, 0];
      const luma = raw.subarray(n * size, n * size + WIDTH * HEIGHT);
      for (let at = 0; at < luma.length; at += 1) {
        const light = Math.max(0, (luma[at] ?? 0) - 20);
        sum += light;
        x += light * (at % WIDTH);
        y += light * Math.floor(at / WIDTH);
      }
      return { x: x / sum, y: y / sum };
    });
  };

  /** Where the contract's camera should show the dot at `p` of its way: it keeps 5/6 of the picture at its nearest. */
  const wanted = (kind: CameraMove['kind'], p: number): Point => {
    const zoom = kind.startsWith('zoom');
    const near = kind === 'zoom_out' ? 1 - p : p;
    const seen = zoom ? 1 - near / 6 : 5 / 6;
    const along = { left: 1 - p, up: 1 - p, right: p, down: p }[kind.slice(4)] ?? 0.5;
    const sideways = kind.endsWith('left') || kind.endsWith('right');
    const left = zoom ? near / 12 : sideways ? along / 6 : 1 / 12;
    const top = zoom ? near / 12 : sideways ? 1 / 12 : along / 6;
    const at = (place: number, length: number, cut: number): number => (place + 0.5 - cut * length) / seen - 0.5;
    return { x: at(DOT.x, WIDTH, left), y: at(DOT.y, HEIGHT, top) };
  };

  describe('the camera over a still', () => {
    it.each(['zoom_in', 'zoom_out', 'pan_left', 'pan_right', 'pan_up', 'pan_down'] as const)(
      'moves evenly, between the pixels: %s',
      async (kind) => {
        const places = await track(kind);
        expect(places).toHaveLength(FRAMES);
        const off = places.map(({ x, y }, n) => {
          const at = wanted(kind, n / (FRAMES - 1));
          return Math.hypot(x - at.x, y - at.y);
        });
        const shake = places.slice(2).map((point, n) => {
          const [a, b] = [places[n], places[n + 1]];
          if (a === undefined || b === undefined) throw new Error('No frame.');
          return Math.hypot(point.x - 2 * b.x + a.x, point.y - 2 * b.y + a.y);
        });
        // Whole pixels would be off by a half and jump by one.
        expect(Math.max(...off)).toBeLessThan(0.06);
        expect(Math.max(...shake)).toBeLessThan(0.06);
        expect(Math.hypot(...shake) / Math.sqrt(shake.length)).toBeLessThan(0.02);
      },
    );
  });
});
