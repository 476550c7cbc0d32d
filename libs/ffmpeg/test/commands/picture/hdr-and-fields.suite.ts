import { readFile, writeFile } from 'node:fs/promises';
import { type Rational, rational } from '#lib/timeline';
import { probe } from '../../../src/probe/index.js';
import type { Launcher } from '../../../src/process/launcher.js';
import { TURNS, withMatrix } from '../../support/display-matrix.js';
import { testLauncher } from '../../support/launcher.js';
import { BLUE, expectNear, framesOf, pixel } from '../support/pixels.js';
import { cutAt, planOf, view } from '../support/plans.js';
import { rawFrames } from '../support/render.js';
import { tool, workDirectory } from '../support/run.js';

describe('hdr and fields', () => {
  const path = workDirectory();
  let launcher: Launcher;
  beforeAll(async () => {
    launcher = await testLauncher();
  });

  describe('HDR', () => {
    /** Signals of 0, 20, 203 and 1000 nits in 10-bit limited range, by SMPTE ST 2084 and by BT.2100's HLG at 1000 nits. */
    const SIGNALS = {
      smpte2084: [64, 358, 573, 723],
      'arib-std-b67': [64, 333, 721, 940],
    } as const;

    it.each(['smpte2084', 'arib-std-b67'] as const)(
      'in %s becomes SDR: paper white near white, peaks within',
      async (transfer) => {
        const [a, b, c, d] = SIGNALS[transfer];
        const levels = `if(lt(X,16),${a},if(lt(X,32),${b},if(lt(X,48),${c},${d})))`;
        const tags = [
          '-color_primaries',
          'bt2020',
          '-color_trc',
          transfer,
          '-colorspace',
          'bt2020nc',
          '-color_range',
          'tv',
        ];
        const source = `nullsrc=s=64x36:r=25:d=0.4,format=yuv420p10le,geq=lum='${levels}':cb=512:cr=512`;
        const file = path(`${transfer}.mkv`);
        await tool('-f', 'lavfi', '-i', source, '-c:v', 'ffv1', ...tags, file);
        const info = await probe(launcher, file);
        expect(info.video?.color.transfer).toBe(transfer);
        const spans = [{ kind: 'clip' as const, frames: 2, view: view(0) }];
        const raw = await framesOf(file, info, spans, { directory: path('out') });
        const shown = [8, 24, 40, 56].map((x) => pixel(raw, 1, x, 18));
        const [black = 0, dark = 0, white = 0, peak = 0] = shown.map(([y]) => y);
        expect(Math.abs(black - 16)).toBeLessThanOrEqual(1);
        // 20 nits of 203, by a display's gamma of 2.4: below the knee nothing is bent.
        expect(Math.abs(dark - 99)).toBeLessThanOrEqual(12);
        expect(white).toBeGreaterThan(185);
        expect(white).toBeLessThan(218);
        expect(Math.abs(peak - 235)).toBeLessThanOrEqual(4);
        for (const [, u, v] of shown) expect(Math.hypot(u - 128, v - 128)).toBeLessThan(3);
      },
    );
  });

  it('HDR that is see-through is tone-mapped, and stays see-through', async () => {
    // Paper white all over, its right half clear: 573 of 1023 is 203 nits.
    const source = "nullsrc=s=64x36:r=25:d=0.2,format=yuva444p10le,geq=lum=573:cb=512:cr=512:a='if(lt(X,32),1023,0)'";
    const tags = [
      '-color_primaries',
      'bt2020',
      '-color_trc',
      'smpte2084',
      '-colorspace',
      'bt2020nc',
      '-color_range',
      'tv',
    ];
    await tool('-f', 'lavfi', '-i', source, '-c:v', 'ffv1', ...tags, path('clear.mkv'));
    const info = await probe(launcher, path('clear.mkv'));
    expect(info.video).toMatchObject({ alpha: true, color: { transfer: 'smpte2084' } });
    const spans = [{ kind: 'clip' as const, frames: 2, view: view(0) }];
    const raw = await framesOf(path('clear.mkv'), info, spans, { directory: path('out'), background: '#0000FF' });
    const [[white = 0, u = 0], clear] = [pixel(raw, 1, 12, 18), pixel(raw, 1, 52, 18)];
    expect([white > 185, white < 218, Math.abs(u - 128) < 3]).toEqual([true, true, true]);
    expectNear(clear, BLUE);
  });

  describe('fields', () => {
    const BAR = 4;
    /** A bar that moves 2 pixels a field, 50 fields a second, as 25 interlaced frames. */
    const interlaced = async (name: string, first: 'top' | 'bottom', codec: readonly string[]): Promise<string> => {
      const bar = `nullsrc=s=256x36:r=50:d=2,geq=lum='if(between(X,2*N,2*N+${BAR - 1}),235,16)':cb=128:cr=128`;
      const woven = `${bar},tinterlace=interleave_${first},setfield=${first === 'top' ? 'tff' : 'bff'}`;
      await tool('-f', 'lavfi', '-i', woven, ...codec, '-flags', '+ilme+ildct', '-pix_fmt', 'yuv420p', path(name));
      return path(name);
    };
    const MPEG2 = ['-c:v', 'mpeg2video', '-q:v', '2', '-g', '12', '-bf', '2'];
    const [WIDTH, HEIGHT] = [256, 36];

    /** Middle of the bar in every frame, and how much neighbouring lines differ beyond those two apart. */
    const barsOf = (raw: Buffer) => {
      const size = (WIDTH * HEIGHT * 3) / 2;
      return Array.from({ length: raw.length / size }, (_, n) => {
        const line = (y: number): Buffer => raw.subarray(n * size + y * WIDTH, n * size + (y + 1) * WIDTH);
        const middle = (y: number): number => {
          const lit = [...line(y).entries()].filter(([, level]) => level > 125).map(([x]) => x);
          return lit.reduce((sum, x) => sum + x, 0) / lit.length;
        };
        return { middle: middle(18), comb: Math.abs(middle(18) - middle(19)) };
      });
    };
    const render = async (file: string, fps: Rational, frames: number, edges: readonly number[]) => {
      const info = await probe(launcher, file);
      expect(info.video?.interlaced).toBe(true);
      const spans = [{ kind: 'clip' as const, frames, view: view(0, rational(1, 2)) }];
      const plan = planOf({ fps, media: [info], spans, width: WIDTH, height: HEIGHT });
      return rawFrames(cutAt(plan, edges), { media: [file], pictures: [], directory: path('out') });
    };

    it.each([
      ['top', 'tff.ts', MPEG2, ['-top', '1']],
      ['bottom', 'bff.ts', MPEG2, ['-top', '0']],
      ['bottom', 'bff.mp4', ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4'], []],
      ['bottom', 'bff.mov', ['-c:v', 'prores_ks'], ['-top', '0']],
    ] as const)('become pictures in their order: %s first, %s', async (first, name, codec, order) => {
      const file = await interlaced(name, first, [...codec, ...order]);
      const every = barsOf(await render(file, rational(50), 30, []));
      const steps = every.slice(1).map(({ middle }, n) => middle - (every[n]?.middle ?? 0));
      // In the wrong order it would go two steps forth and one back.
      for (const step of steps) expect(Math.abs(step - 2)).toBeLessThan(1);
      const frames = barsOf(await render(file, rational(25), 15, []));
      for (const { comb } of [...every, ...frames]) expect(comb).toBeLessThan(1);
      for (const [n, { middle }] of frames.entries())
        expect(Math.abs(middle - (frames[0]?.middle ?? 0) - 4 * n)).toBeLessThan(1);
    });

    it.each([
      ['clockwise', 1],
      ['upside down', -1],
      ['counter-clockwise', -1],
    ] as const)('become pictures before they are turned: %s', async (turn, way) => {
      await interlaced('lying.mp4', 'top', ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4', '-top', '1']);
      const file = path(`${turn}.mp4`);
      await writeFile(file, withMatrix(await readFile(path('lying.mp4')), TURNS[turn]));
      const info = await probe(launcher, file);
      const standing = turn !== 'upside down';
      expect(info.video).toMatchObject({ interlaced: true, width: standing ? HEIGHT : WIDTH });
      const size = standing ? { width: HEIGHT, height: WIDTH } : { width: WIDTH, height: HEIGHT };
      const spans = [{ kind: 'clip' as const, frames: 20, view: view(0, rational(1, 2)) }];
      const plan = planOf({ fps: rational(50), media: [info], spans, ...size });
      const raw = await rawFrames(plan, { media: [file], pictures: [], directory: path('out') });
      const length = (WIDTH * HEIGHT * 3) / 2;
      const places = Array.from({ length: 20 }, (_, n) => {
        /** Where the bar is along a line of the film as it was stored. */
        const along = (line: number): number => {
          const lit = Array.from({ length: WIDTH }, (_v, at) => at).filter(
            (at) => (raw[n * length + (standing ? at * HEIGHT + line : line * WIDTH + at)] ?? 0) > 125,
          );
          return lit.reduce((sum, at) => sum + at, 0) / lit.length;
        };
        expect(Math.abs(along(18) - along(19))).toBeLessThan(1);
        return along(18);
      });
      for (const [n, place] of places.slice(1).entries())
        expect(Math.abs(place - (places[n] ?? 0) - 2 * way)).toBeLessThan(1);
    });

    it('look the same wherever a segment begins', async () => {
      const file = path('tff.ts');
      for (const fps of [rational(50), rational(25), rational(30)]) {
        const [whole, cut] = await Promise.all([render(file, fps, 30, []), render(file, fps, 30, [1, 7, 12, 18])]);
        expect(cut.equals(whole)).toBe(true);
      }
    });

    it('are left alone where each frame says that it is none', async () => {
      const file = path('progressive.ts');
      const picture = `testsrc2=s=${WIDTH}x${HEIGHT}:r=25:d=1`;
      await tool('-f', 'lavfi', '-i', picture, ...MPEG2, path('plain.ts'));
      await tool('-i', path('plain.ts'), '-c', 'copy', file);
      const info = await probe(launcher, file);
      const flagged = { ...info, video: info.video && { ...info.video, interlaced: true } };
      const spans = [{ kind: 'clip' as const, frames: 10, view: view(0) }];
      const files = { media: [file], pictures: [], directory: path('out') };
      const [one, other] = await Promise.all(
        [info, flagged].map((media) =>
          rawFrames(planOf({ fps: rational(25), media: [media], spans, width: WIDTH, height: HEIGHT }), files),
        ),
      );
      expect(other?.equals(one ?? Buffer.alloc(0))).toBe(true);
    });
  });
});
