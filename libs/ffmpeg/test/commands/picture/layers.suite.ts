import sharp from 'sharp';
import type { LayerMove, Segment } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { cutAt, pictureLayer, planOf } from '../support/plans.js';
import { rawFrames } from '../support/render.js';
import { workDirectory } from '../support/run.js';

describe('layers', () => {
  const path = workDirectory();
  const CANVAS = { width: 64, height: 36 };
  const FRAMES = 24;
  const FPS = rational(30);

  beforeAll(async () => {
    const white = { create: { width: 16, height: 8, channels: 4 as const, background: 'white' } };
    await sharp(white).png().toFile(path('white.png'));
  });

  const render = (layers: Segment['layers'], edges: readonly number[] = []): Promise<Buffer> => {
    const spans = [{ kind: 'background' as const, frames: FRAMES }];
    const pictures = [{ checksum: 'white', width: 16, height: 8 }];
    const plan = planOf({ fps: FPS, media: [], spans, pictures, layers, ...CANVAS });
    return rawFrames(cutAt(plan, edges), { media: [], pictures: [path('white.png')], directory: path('out') });
  };

  /** What is lighter than the background on a frame: its box, and its strongest luma. */
  const seen = (raw: Buffer, frame: number) => {
    const luma = raw.subarray(frame * CANVAS.width * CANVAS.height * 1.5).subarray(0, CANVAS.width * CANVAS.height);
    const lit = [...luma].flatMap((value, at) => (value > 20 ? [at] : []));
    const columns = lit.map((at) => at % CANVAS.width);
    const rows = lit.map((at) => Math.floor(at / CANVAS.width));
    const [left, top] = [Math.min(...columns), Math.min(...rows)];
    const box = { left, top, width: Math.max(...columns) - left + 1, height: Math.max(...rows) - top + 1 };
    return { box: lit.length === 0 ? null : box, luma: Math.max(...luma) };
  };

  const AT_REST = { left: 24, top: 14, width: 16, height: 8 };
  const at = { x: 24, y: 14 };
  const IN = { direction: 'in' as const, start: 0, frames: 8 };
  const OUT = { direction: 'out' as const, start: FRAMES - 8, frames: 8 };
  const both = (effect: LayerMove['effect']) => [
    { ...IN, effect },
    { ...OUT, effect },
  ];

  it('is as opaque as it says', async () => {
    const raw = await render([pictureLayer({ ...at, opacity: 0.5 })]);
    expect(Math.abs(seen(raw, 3).luma - (16 + 235) / 2)).toBeLessThanOrEqual(2);
    expect(seen(raw, 3).box).toEqual(AT_REST);
  });

  it('fades in and out, and stands still between', async () => {
    const raw = await render([pictureLayer({ ...at, moves: both('fade') })]);
    const lumas = Array.from({ length: FRAMES }, (_, n) => seen(raw, n).luma);
    expect(lumas.slice(0, 9)).toEqual([...lumas.slice(0, 9)].sort((a, b) => a - b));
    expect([lumas[0], lumas[8], lumas[15], lumas[16]]).toEqual([16, 235, 235, 235]);
    expect(Math.abs((lumas[4] ?? 0) - 126)).toBeLessThanOrEqual(4);
    expect(Math.abs((lumas[20] ?? 0) - 126)).toBeLessThanOrEqual(4);
  });

  it.each([
    ['slide_left', 1, 0],
    ['slide_right', -1, 0],
    ['slide_up', 0, 1],
    ['slide_down', 0, -1],
  ] as const)('%s comes from one side and leaves by the other', async (effect, across, down) => {
    const raw = await render([pictureLayer({ ...at, moves: both(effect) })]);
    const offset = (frame: number) => {
      const { box } = seen(raw, frame);
      return box === null ? null : [Math.sign(box.left - AT_REST.left), Math.sign(box.top - AT_REST.top)];
    };
    expect(offset(1)).toEqual([across, down]);
    expect(seen(raw, 7).box).toEqual(AT_REST);
    expect(seen(raw, 16).box).toEqual(AT_REST);
    expect(offset(20)).toEqual([0 - across, 0 - down]);
  });

  it('pops: grows from its middle, a little too far, and settles', async () => {
    const raw = await render([pictureLayer({ ...at, moves: both('pop') })]);
    const widths = Array.from({ length: FRAMES }, (_, n) => seen(raw, n).box?.width ?? 0);
    expect(widths[0]).toBeLessThan(10);
    expect(Math.max(...widths.slice(0, 8))).toBeGreaterThan(16);
    expect(seen(raw, 7).box).toEqual(AT_REST);
    expect(seen(raw, 12).box).toEqual(AT_REST);
    expect(widths[FRAMES - 1]).toBeLessThan(10);
    for (const frame of [0, 4, 20]) {
      const { box } = seen(raw, frame);
      expect(Math.abs((box?.left ?? 0) + (box?.width ?? 0) / 2 - 32)).toBeLessThanOrEqual(1);
    }
  });

  it.each(['fade', 'slide_left', 'slide_down', 'pop'] as const)(
    'a %s that is cut anywhere shows the very same frames',
    async (effect) => {
      const layers = [pictureLayer({ ...at, from: 2, to: FRAMES, opacity: 0.8, moves: both(effect) })];
      const whole = await render(layers);
      expect(seen(whole, 1).box).toBeNull();
      expect(await render(layers, [3, 5, 12, 18])).toEqual(whole);
    },
  );
});
