import type { MediaInfo, SegmentLayer } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { makeNumbered, NUMBERED_HEIGHT, NUMBERED_WIDTH, readNumbers } from '../support/numbered.js';
import { cutAt, pictureLayer, planOf } from '../support/plans.js';
import { rawFrames } from '../support/render.js';
import { tool, workDirectory } from '../support/run.js';

describe('film layers', () => {
  const path = workDirectory();
  const FPS = rational(30);
  const FRAMES = 30;
  const SIZE = { width: NUMBERED_WIDTH, height: NUMBERED_HEIGHT };

  beforeAll(async () => {
    await makeNumbered({ frames: 60, fps: FPS, path: path('numbered.mp4') });
    // Left half wholly see-through, right half red.
    const halves = "geq=r=255:g=0:b=0:a='if(lt(X,W/2),0,255)'";
    await tool(
      ...['-f', 'lavfi', '-i', `color=red:s=64x32:r=30:d=2,format=rgba,${halves}`],
      ...['-c:v', 'qtrle', path('alpha.mov')],
    );
    await tool(
      ...['-f', 'lavfi', '-i', `color=red:s=64x32:r=30:d=2,format=rgba,${halves},format=yuva420p`],
      ...['-c:v', 'libvpx-vp9', '-auto-alt-ref', '0', path('alpha.webm')],
    );
  }, 60_000);

  const sourceOf = (name: string): MediaInfo => {
    const film = name.startsWith('alpha');
    const info = mediaInfo({ ...(film ? { width: 64, height: 32 } : SIZE), sound: false, duration: 2 });
    const codec = { 'alpha.mov': 'qtrle', 'alpha.webm': 'vp9' }[name] ?? 'h264';
    return info.video === null ? info : { ...info, video: { ...info.video, codec, alpha: film } };
  };

  const film = (more: Partial<SegmentLayer>, offset = 0, inPoint = rational(0)): SegmentLayer =>
    pictureLayer({ content: { kind: 'film', media: 0, inPoint, offset }, ...SIZE, ...more });

  const render = (name: string, layers: readonly SegmentLayer[], edges: readonly number[] = [], size = SIZE) => {
    const spans = [{ kind: 'background' as const, frames: FRAMES }];
    const plan = planOf({ fps: FPS, media: [sourceOf(name)], spans, layers, ...size });
    return rawFrames(cutAt(plan, edges), { media: [path(name)], pictures: [], directory: path('out') });
  };

  it('shows the film from its in-point on, frame by frame, in its time only', async () => {
    const raw = await render('numbered.mp4', [film({ from: 5, to: 20 }, 0, rational(1, 2))]);
    const numbers = readNumbers(raw);
    expect(numbers.slice(5, 20)).toEqual(Array.from({ length: 15 }, (_, n) => 15 + n));
    const lumas = [4, 20].map((frame) => raw[frame * SIZE.width * SIZE.height * 1.5 + SIZE.width]);
    expect(lumas).toEqual([16, 16]);
  });

  const differing = (one: Buffer, other: Buffer): readonly number[] => {
    const bytes = (SIZE.width * SIZE.height * 3) / 2;
    const frame = (raw: Buffer, n: number): Buffer => raw.subarray(n * bytes, (n + 1) * bytes);
    return Array.from({ length: FRAMES }, (_, n) => n).filter((n) => !frame(one, n).equals(frame(other, n)));
  };

  it('shows the very same frames cut anywhere, moved or not', async () => {
    const moves = [{ direction: 'in' as const, effect: 'fade' as const, start: 3, frames: 10 }];
    const layers = [
      film({ from: 3, to: 14 }),
      film({ from: 14, to: 25, opacity: 0.5 }, 4),
      film({ from: 3, to: 30, moves }),
    ];
    const whole = await render('numbered.mp4', layers);
    const cut = await render('numbered.mp4', layers, [2, 7, 14, 20]);
    expect(differing(cut, whole)).toEqual([]);
  });

  it.each(['alpha.mov', 'alpha.webm'])('keeps what is see-through of %s', async (name) => {
    const canvas = { width: 128, height: 64 };
    const raw = await render(name, [film({ x: 16, y: 8, width: 64, height: 32 })], [], canvas);
    const luma = (x: number, y: number): number =>
      raw[10 * canvas.width * canvas.height * 1.5 + y * canvas.width + x] ?? 0;
    expect([luma(20, 20), luma(40, 20), luma(10, 20)]).toEqual([16, 16, 16]);
    expect(luma(60, 20)).toBeGreaterThan(50);
    expect(luma(90, 20)).toBe(16);
  });

  it('is scaled to its size', async () => {
    const canvas = { width: 128, height: 64 };
    const raw = await render('alpha.mov', [film({ width: 128, height: 64 })], [], canvas);
    const row = raw.subarray(32 * canvas.width, 33 * canvas.width);
    expect([row[10], (row[100] ?? 0) > 50]).toEqual([16, true]);
  });
});
