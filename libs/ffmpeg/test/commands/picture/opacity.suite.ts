import { rational } from '#lib/timeline';
import { probe } from '../../../src/probe/index.js';
import type { Launcher } from '../../../src/process/launcher.js';
import { testLauncher } from '../../support/launcher.js';
import { BLUE, expectNear, framesOf, pixel, RED, type Triple } from '../support/pixels.js';
import { view } from '../support/plans.js';
import { tool, workDirectory } from '../support/run.js';

describe('opacity', () => {
  const path = workDirectory();
  let launcher: Launcher;
  beforeAll(async () => {
    launcher = await testLauncher();
  });
  /** Red: opaque in the left third, half see-through in the middle, not there on the right. */
  const SOURCE = "color=red:s=64x36:r=25:d=1,format=rgba,geq=r=255:g=0:b=0:a='if(lt(X,22),255,if(lt(X,43),128,0))'";
  const HALF: Triple = [47, 171, 179];

  describe('what is see-through', () => {
    it.each<[string, readonly string[]]>([
      ['film.mov', ['-c:v', 'qtrle', '-pix_fmt', 'argb']],
      ['prores.mov', ['-c:v', 'prores_ks', '-pix_fmt', 'yuva444p10le']],
      [
        'vp9.webm',
        [
          '-c:v',
          'libvpx-vp9',
          '-pix_fmt',
          'yuva420p',
          '-deadline',
          'realtime',
          '-cpu-used',
          '8',
          '-crf',
          '4',
          '-b:v',
          '0',
        ],
      ],
      [
        'vp8.webm',
        ['-c:v', 'libvpx', '-pix_fmt', 'yuva420p', '-auto-alt-ref', '0', '-deadline', 'realtime', '-b:v', '2M'],
      ],
      ['film.apng', ['-c:v', 'apng', '-pix_fmt', 'rgba', '-f', 'apng']],
      ['picture.png', ['-frames:v', '1', '-pix_fmt', 'rgba']],
    ])('shows the background, and the clip before in no way: %s', async (name, codec) => {
      await tool('-f', 'lavfi', '-i', SOURCE, ...codec, path(name));
      const info = await probe(launcher, path(name));
      expect(info.video?.alpha).toBe(true);
      // A codec's error is larger at an edge; the tests look at the middle of each third.
      const look = async (more: Parameters<typeof view>[2]): Promise<readonly Triple[]> => {
        const spans = [{ kind: 'clip' as const, frames: 12, view: view(0, rational(0), more) }];
        const raw = await framesOf(path(name), info, spans, { directory: path('out'), background: '#0000ff' });
        return [10, 32, 54].map((x) => pixel(raw, 10, x, 18));
      };
      const [left, middle, right] = await look({});
      const close = info.video?.pixelFormat === 'yuv420p' ? 10 : 4;
      expectNear(left ?? BLUE, RED, close);
      expectNear(middle ?? BLUE, HALF, close);
      expectNear(right ?? RED, BLUE, 1);
      // A look colours the clip, not what is behind it.
      const [grey, , behind] = await look({ colorPreset: 'mono' });
      expectNear(grey ?? BLUE, [RED[0], 128, 128], close);
      expectNear(behind ?? RED, BLUE, 1);
    });

    it('is not looked for where a recorder only claims it', async () => {
      const opaque = ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p', '-deadline', 'realtime', '-cpu-used', '8'];
      await tool(
        '-f',
        'lavfi',
        '-i',
        'color=red:s=64x36:r=25:d=0.4',
        ...opaque,
        '-metadata:s:v',
        'alpha_mode=1',
        path('claims.webm'),
      );
      expect((await probe(launcher, path('claims.webm'))).video?.alpha).toBe(false);
    });
  });
});
