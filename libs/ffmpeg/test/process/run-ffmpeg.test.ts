import { readFile, stat } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import { runFfmpeg } from '../../src/process/index.js';
import type { Launcher } from '../../src/process/launcher.js';
import { testLauncher } from '../support/launcher.js';
import { encoderWith, gone, until } from '../support/processes.js';
import { SANDBOXES } from '../support/sandboxes.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
/** Waits until it really encodes: one that is still starting has no signal handlers of its own yet. */
const encoding = async (name: string) => {
  await until(async () => ((await stat(dir.path(name)).catch(() => null))?.size ?? 0) > 1000 || undefined);
  return until(() => encoderWith(name));
};
const ENDLESS = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30', '-c:v', 'libx264', '-preset', 'fast'];
const SHORT = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30', '-frames:v', '45', '-c:v', 'libx264'];

const failure = async (run: Promise<unknown>): Promise<CutroomError> => {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof CutroomError) return error;
  throw error ?? new Error('It succeeded.');
};

describe.each(SANDBOXES)('an encoder in the sandbox "%s"', (sandbox) => {
  let launcher: Launcher;
  beforeAll(async () => {
    launcher = await testLauncher({ sandbox });
  });
  const options = (more = {}) => ({ workDir: dir.path(), timeoutMs: 60_000, ...more });
  const endless = (name: string) => [...ENDLESS, '-flush_packets', '1', '-y', `file:${dir.path(name)}`];

  it('writes its file, counts its frames and says what it used', async () => {
    const heard: number[] = [];
    const output = dir.path(`${sandbox}-short.mp4`);
    const args = ['-loglevel', 'level+info', ...SHORT, '-y', `file:${output}`];
    const result = await runFfmpeg(
      launcher,
      args,
      options({ onProgress: ({ frames }: { frames: number }) => heard.push(frames), expectedFrames: 45 }),
    );
    expect(result.frames).toBe(45);
    expect(heard.at(-1)).toBe(45);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(result.cpuSeconds).toBeGreaterThan(0);
    expect(result.maxRssBytes).toBeGreaterThan(10 * 1024 ** 2);
    expect(result.wallSeconds).toBeGreaterThan(0);
    expect((await stat(output)).size).toBeGreaterThan(1000);
  });

  it('is dead, with all its wrappers, when an abort rejects with the reason given', async () => {
    const name = `${sandbox}-abort.mkv`;
    const controller = new AbortController();
    const run = runFfmpeg(launcher, endless(name), options({ signal: controller.signal }));
    const caught = run.catch((error: unknown) => error);
    await encoding(name);
    const reason = new Error('cancelled by the client');
    controller.abort(reason);
    expect(await caught).toBe(reason);
    await gone(name, 1000);
  });

  it('ends also where it does not listen to SIGTERM', async () => {
    const name = `${sandbox}-stopped.mkv`;
    const controller = new AbortController();
    const caught = runFfmpeg(launcher, endless(name), options({ signal: controller.signal })).catch(() => 'ended');
    const { pid } = await encoding(name);
    process.kill(pid, 'SIGSTOP');
    controller.abort(new Error('stop'));
    expect(await caught).toBe('ended');
    await gone(name, 1000);
  });

  it('ends as TIMEOUT when its time is over', async () => {
    const name = `${sandbox}-timeout.mkv`;
    const error = await failure(runFfmpeg(launcher, endless(name), options({ timeoutMs: 700 })));
    expect(error).toMatchObject({ code: 'TIMEOUT', transient: false });
    await gone(name, 1000);
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'ends as ENCODER_KILLED, worth a retry, when another sends it %s',
    async (signal) => {
      const name = `${sandbox}-${signal}.mkv`;
      const failed = failure(runFfmpeg(launcher, endless(name), options()));
      const { pid } = await encoding(name);
      process.kill(pid, signal);
      expect(await failed).toMatchObject({ code: 'ENCODER_KILLED', transient: true });
    },
  );

  it('ends as NO_SPACE, worth a retry, on a full disk', async () => {
    const args = [...SHORT, '-f', 'mpegts', '-y', 'file:/dev/full'];
    expect(await failure(runFfmpeg(launcher, args, options()))).toMatchObject({ code: 'NO_SPACE', transient: true });
  });

  it.each([
    ['file size', { fileBytes: 20_000 }],
    ['memory', { memoryBytes: 300 * 1024 ** 2 }],
    ['processor time', { cpuSeconds: 1 }],
  ])('ends as RESOURCE_LIMIT at its limit of %s', async (what, limits) => {
    const name = `${sandbox}-${what.replace(' ', '-')}.mkv`;
    const codec = what === 'memory' ? 'libx264' : 'mpeg4';
    const input = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30', '-c:v', codec, '-flush_packets', '1'];
    const error = await failure(runFfmpeg(launcher, [...input, '-y', `file:${dir.path(name)}`], options({ limits })));
    expect(error).toMatchObject({ code: 'RESOURCE_LIMIT', transient: false });
  });

  it('ends as RESOURCE_LIMIT where a file reached the size that its command limits it to', async () => {
    const [large, small] = ['large', 'small'].map((name) => `file:${dir.path(`${sandbox}-${name}.mp4`)}`);
    const outputs = (bytes: number): readonly string[] => [
      ...[...SHORT, '-fs', '10000000', '-f', 'mp4', '-y', small ?? ''],
      ...['-frames:v', '45', '-c:v', 'libx264', '-fs', String(bytes), '-f', 'mp4', '-y', large ?? ''],
    ];
    const error = await failure(runFfmpeg(launcher, outputs(30_000), options({ expectedFrames: 45 })));
    expect(error).toMatchObject({ code: 'RESOURCE_LIMIT', transient: false });
    expect(error.message).toContain('30000 bytes');
    await expect(runFfmpeg(launcher, outputs(10_000_000), options({ expectedFrames: 45 }))).resolves.toBeDefined();
  });

  it('does not start when it was cancelled before', async () => {
    const reason = new Error('too late');
    const run = runFfmpeg(launcher, endless('never.mkv'), options({ signal: AbortSignal.abort(reason) }));
    await expect(run).rejects.toBe(reason);
    await expect(stat(dir.path('never.mkv'))).rejects.toThrow('ENOENT');
  });
});

it('stands back where it is told to, by process and by session', async () => {
  const launcher = await testLauncher({ sandbox: 'none', niceness: 7 });
  const stop = new AbortController();
  const args = [...ENDLESS, '-flush_packets', '1', '-y', `file:${dir.path('nice.mp4')}`];
  const running = runFfmpeg(launcher, args, { workDir: dir.path(), timeoutMs: 60_000, signal: stop.signal });
  const { pid } = await encoding('nice.mp4');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // Field 19 of proc(5), counted from the end of the name.
  expect(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]).toBe('7');
  const session = await readFile(`/proc/${pid}/autogroup`, 'utf8').catch(() => '');
  if (session.trim() !== '') expect(session.trim()).toMatch(/nice 7$/);
  stop.abort(new Error('Enough.'));
  await expect(running).rejects.toThrow('Enough.');
});
