import { rational } from '#lib/timeline';
import { probe } from '../../../src/probe/index.js';
import type { Launcher } from '../../../src/process/launcher.js';
import { testLauncher } from '../../support/launcher.js';
import { BLUE, expectNear, framesOf, pixel, RED } from '../support/pixels.js';
import { view } from '../support/plans.js';
import { tool, workDirectory } from '../support/run.js';

describe('stand ins', () => {
  const path = workDirectory();
  let launcher: Launcher;

  /** A second of red, a second of blue. */
  const film = (size: string, rate = 25): string =>
    `color=red:s=${size}:r=${rate}:d=1,format=rgb24[a];color=blue:s=${size}:r=${rate}:d=1,format=rgb24[b];[a][b]concat`;
  const input = (size = '64x36'): readonly string[] => ['-f', 'lavfi', '-i', film(size)];
  const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '2', '-g', '10'];
  const SMALL = [...input(), ...X264, '-pix_fmt', 'yuv420p'];
  /** The film as the second stream, behind something green. */
  const behindAnother = (codec: string, ...rest: readonly string[]): readonly string[] => [
    ...['-f', 'lavfi', '-i', 'color=lime:s=99x55:d=0.1:r=10', '-i', path('plain.mp4'), '-map', '0', '-map', '1'],
    ...['-c:v:0', codec, '-c:v:1', 'copy', ...rest],
  ];

  beforeAll(async () => {
    launcher = await testLauncher();
    await tool(...SMALL, '-bf', '2', path('plain.mp4'));
  }, 30_000);

  /** What stands for each class of files that people have; `-c copy` where the container is what is odd. */
  const STAND_INS: readonly (readonly [about: string, name: string, args: readonly string[]])[] = [
    ['one pixel, 4:4:4', '1x1.mp4', [...input('1x1'), ...X264, '-pix_fmt', 'yuv444p']],
    ['odd sides, 4:2:2, 10 bits', 'odd.mkv', [...input('63x35'), '-c:v', 'ffv1', '-pix_fmt', 'yuv422p10le']],
    ['RGB', 'rgb.mkv', [...input(), '-c:v', 'libx264rgb', '-preset', 'ultrafast', '-qp', '0']],
    ['full range', 'full.mp4', [...input(), ...X264, '-pix_fmt', 'yuvj420p']],
    ['a palette', 'film.gif', [...input(), '-loop', '0']],
    ['fragments', 'fragments.mp4', ['-i', path('plain.mp4'), '-c', 'copy', '-movflags', 'frag_keyframe+empty_moov']],
    ['a late start', 'late.ts', ['-i', path('plain.mp4'), '-c', 'copy', '-output_ts_offset', '3600']],
    ['no duration', 'live.webm', [...input(), '-c:v', 'libvpx', '-b:v', '1M', '-deadline', 'realtime', '-live', '1']],
    ['a leading dash', '-dash.mp4', ['-i', path('plain.mp4'), '-c', 'copy']],
    ['a cover picture before it', 'cover.mp4', behindAnother('png', '-disposition:v:0', 'attached_pic')],
    [
      'two films and a timecode',
      'tracks.mov',
      behindAnother('libx264', '-disposition:v:0', '0', '-disposition:v:1', 'default', '-timecode', '01:00:00:00'),
    ],
  ];

  const expectRedThenBlue = async (file: string, close: number, inPoint = rational(1, 2)): Promise<void> => {
    const info = await probe(launcher, file);
    const spans = [{ kind: 'clip' as const, frames: 25, view: view(0, inPoint, { fit: 'cover' }) }];
    const raw = await framesOf(file, info, spans, { directory: path('out') });
    for (let n = 0; n < 25; n++) expectNear(pixel(raw, n, 32, 18), n < 13 ? RED : BLUE, close);
  };

  describe('a stand-in for every class of files shows the right picture at the right time', () => {
    it.each(STAND_INS)('%s', async (_, name, args) => {
      await tool(...args, `file:${path(name)}`);
      await expectRedThenBlue(path(name), name === 'live.webm' ? 12 : 4);
    });

    it('an edit list that leaves out what comes behind a key frame', async () => {
      // The first key frame is the only one that early; a fifth of a second behind it is not to be seen.
      await tool('-ss', '0.2', '-i', path('plain.mp4'), '-c', 'copy', path('edited.mp4'));
      await expectRedThenBlue(path('edited.mp4'), 4, rational(3, 10));
    });
  });
});
