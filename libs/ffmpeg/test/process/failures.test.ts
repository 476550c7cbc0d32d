import { writeFile } from 'node:fs/promises';
import { failureOf } from '../../src/process/failure.js';
import { createLauncher, runFfmpeg } from '../../src/process/index.js';
import { testLauncher } from '../support/launcher.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
const options = () => ({ workDir: dir.path(), timeoutMs: 30_000 });

it('blames the damaged source by its place, and tells no path', async () => {
  await writeFile(dir.path('secret-name.mp4'), 'not a film');
  const args = [
    '-f',
    'lavfi',
    '-i',
    'color=red:s=64x64:d=1',
    '-i',
    `file:${dir.path('secret-name.mp4')}`,
    '-y',
    'out.mp4',
  ];
  const run = runFfmpeg(await testLauncher(), ['-loglevel', 'level+info', ...args], options());
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'INVALID_CLIP_FORMAT', transient: false, details: { input: 1 } });
  expect(JSON.stringify(error)).not.toMatch(/secret-name|cutroom-ffmpeg/);
});

it('calls a picture over the limit RESOURCE_LIMIT', async () => {
  const launcher = await testLauncher();
  const make = ['-f', 'lavfi', '-i', 'color=red:s=640x480:d=0.1', '-c:v', 'mpeg4', '-y', 'big.mkv'];
  await runFfmpeg(launcher, make, options());
  const read = ['-max_pixels', '10000', '-i', `file:${dir.path('big.mkv')}`, '-f', 'null', '-'];
  await expect(runFfmpeg(launcher, read, options())).rejects.toMatchObject({ code: 'RESOURCE_LIMIT' });
});

it('calls what is wrong with the command itself PROCESSING_FAILED, with an excerpt', async () => {
  const args = [
    '-loglevel',
    'level+error',
    '-f',
    'lavfi',
    '-i',
    'color=red:d=1',
    '-vf',
    'nosuchfilter',
    '-f',
    'null',
    '-',
  ];
  await expect(runFfmpeg(await testLauncher(), args, options())).rejects.toMatchObject({
    code: 'PROCESSING_FAILED',
    details: { ffmpeg: expect.stringContaining('No such filter') },
  });
});

it('does not let a run pass that wrote fewer frames than planned', async () => {
  const args = ['-f', 'lavfi', '-i', 'color=red:s=64x64:r=10:d=1', '-c:v', 'libx264', '-y', 'ten.mp4'];
  const run = runFfmpeg(await testLauncher(), args, { ...options(), expectedFrames: 11 });
  await expect(run).rejects.toMatchObject({ code: 'PROCESSING_FAILED', details: { expected_frames: 11, frames: 10 } });
});

it.each([
  ['ffmpeg', { bin: 'no-such-ffmpeg' }],
  ['ffprobe', { probeBin: '/no/such/ffprobe' }],
])('says at boot that %s is missing, and never that it may help to try again', async (name, config) => {
  const run = createLauncher({ bin: 'ffmpeg', probeBin: 'ffprobe', sandbox: 'none', memoryMb: 512, ...config });
  await expect(run).rejects.toMatchObject({
    code: 'PROCESSING_FAILED',
    transient: false,
    message: `${name} is not installed where the service looks for it.`,
  });
});

it('says so where the work directory is gone', async () => {
  const launcher = await testLauncher({ sandbox: 'none' });
  const run = runFfmpeg(launcher, ['-version'], { workDir: dir.path('gone'), timeoutMs: 5000 });
  await expect(run).rejects.toMatchObject({ code: 'PROCESSING_FAILED', message: 'The encoder could not be started.' });
});

it.each([
  ['[error] av_interleaved_write_frame(): No space left on device', null, 'NO_SPACE', true],
  ['[error] Error writing trailer: Disk quota exceeded', null, 'NO_SPACE', true],
  ['', 'SIGKILL', 'ENCODER_KILLED', true],
  ['', 'SIGSEGV', 'PROCESSING_FAILED', false],
  ['', 'SIGXFSZ', 'RESOURCE_LIMIT', false],
  ['[info] Exiting normally, received signal 24.', null, 'RESOURCE_LIMIT', false],
  ['[info] Exiting normally, received signal 15.', null, 'ENCODER_KILLED', true],
  ['x264 [error]: malloc of size 12116928 failed', null, 'RESOURCE_LIMIT', false],
  ['sh: 0: Cannot fork', null, 'PROCESSING_FAILED', true],
  ['[error] Cannot find a matching stream', null, 'PROCESSING_FAILED', false],
] as const)('tells %j with signal %s as %s', (stderr, signal, code, transient) => {
  const outcome = { code: signal === null ? 1 : null, signal, stoppedBy: null, stderr, wallSeconds: 1 };
  expect(failureOf(outcome, [])).toMatchObject({ code, transient });
});
