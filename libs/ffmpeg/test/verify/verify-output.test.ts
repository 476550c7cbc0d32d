import { appendFile, copyFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { rational } from '#lib/timeline';
import { probe } from '../../src/probe/index.js';
import type { Launcher } from '../../src/process/launcher.js';
import { type ExpectedOutput, verifyOutput } from '../../src/verify/index.js';
import { testLauncher } from '../support/launcher.js';
import { H264, make } from '../support/make-media.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
let launcher: Launcher;

const FPS = rational(30000, 1001);
const FRAMES = 61;
/** As the plan counts it: round(frames × 48000 ÷ fps). */
const SAMPLES = Math.round((FRAMES * 48_000 * 1001) / 30_000);
const PLANNED: ExpectedOutput = {
  format: 'mp4',
  codec: 'h264',
  frames: FRAMES,
  fps: FPS,
  width: 320,
  height: 180,
  audioSamples: SAMPLES,
};

beforeAll(async () => {
  launcher = await testLauncher();
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=30000/1001,trim=end_frame=${FRAMES}`];
  const sound = ['-f', 'lavfi', '-i', `aevalsrc=0.1*sin(440*t):s=48000,atrim=end_sample=${SAMPLES}`];
  const rest = [...H264, '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', '-f', 'mp4', 'result'];
  await make(launcher, dir.path(), [...picture, ...sound, ...rest]);
  await make(launcher, dir.path(), ['-i', 'file:result', '-an', '-c', 'copy', '-f', 'mp4', 'mute']);
});

it('lets pass what is as planned', async () => {
  for (const [name, audioSamples] of [['result', SAMPLES] as const, ['mute', null] as const]) {
    const info = await verifyOutput(launcher, dir.path(name), { ...PLANNED, audioSamples });
    // One look tells as much as the several of a probe.
    expect(info).toEqual(await probe(launcher, dir.path(name)));
  }
});

it.each([
  ['one frame too few', { frames: FRAMES + 1 }, 'frames: 61 instead of 62'],
  ['one frame too many', { frames: FRAMES - 1 }, 'frames: 61 instead of 60'],
  ['another rate', { fps: rational(25) }, 'picture seconds'],
  ['another codec', { codec: 'h265' }, 'codec: h264 instead of hevc'],
  ['another format', { format: 'webm' }, 'sound: aac instead of opus'],
  ['a picture where there should be none', { format: 'mp3', codec: null }, '1 picture streams'],
  ['another width', { width: 640 }, 'width: 320 instead of 640'],
  ['another height', { height: 182 }, 'height: 180 instead of 182'],
  ['sound two AAC frames short', { audioSamples: SAMPLES + 2048 }, 'samples'],
  ['sound where there should be none', { audioSamples: null }, 'sound where none was planned'],
] as const)('refuses %s, for good: the same plan makes the same bytes', async (_what, other, fault) => {
  const run = verifyOutput(launcher, dir.path('result'), { ...PLANNED, ...other });
  await expect(run).rejects.toMatchObject({
    code: 'PROCESSING_FAILED',
    transient: false,
    details: { faults: expect.arrayContaining([expect.stringContaining(fault)]) },
  });
});

it('refuses a mute result where sound was planned', async () => {
  const run = verifyOutput(launcher, dir.path('mute'), PLANNED);
  await expect(run).rejects.toMatchObject({ details: { faults: ['no sound'] } });
});

it('allows more time for more bytes', async () => {
  // A box of nothing that takes no room on the disk.
  const [large, nothing] = [dir.path('large'), 200 * 1024 ** 2];
  const header = Buffer.alloc(8, '____free');
  header.writeUInt32BE(nothing);
  await copyFile(dir.path('result'), large);
  await appendFile(large, header);
  await truncate(large, (await stat(large)).size - header.length + nothing);
  await expect(verifyOutput(launcher, dir.path('result'), PLANNED, { timeoutMs: 1 })).rejects.toThrow('time');
  await expect(verifyOutput(launcher, large, PLANNED, { timeoutMs: 1 })).resolves.toMatchObject({ still: false });
});

it('calls a file that cannot be read a lost write, worth another attempt', async () => {
  await writeFile(dir.path('half'), (await readFile(dir.path('result'))).subarray(0, 500));
  const run = verifyOutput(launcher, dir.path('half'), PLANNED);
  await expect(run).rejects.toMatchObject({ code: 'PROCESSING_FAILED', transient: true });
});

it('finds frames that are promised and not there', async () => {
  const bytes = await readFile(dir.path('result'));
  await writeFile(dir.path('cut'), bytes.subarray(0, Math.round(bytes.length * 0.6)));
  await expect(verifyOutput(launcher, dir.path('cut'), PLANNED)).rejects.toMatchObject({ code: 'PROCESSING_FAILED' });
});
