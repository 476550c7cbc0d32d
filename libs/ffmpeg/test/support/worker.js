/**
 * A worker reduced to its encoder: runs ffmpeg as a worker does and waits for it, until somebody kills it.
 * argv: sandbox, work directory, then ffmpeg's own.
 */
import { register } from 'node:module';

register('../../../../test/support/ts-hooks.js', import.meta.url);
register('./lib-hooks.js', import.meta.url);

const { createLauncher, runFfmpeg } = await import('../../src/process/index.ts');
const [sandbox, workDir, ...args] = process.argv.slice(2);
const launcher = await createLauncher({ bin: 'ffmpeg', probeBin: 'ffprobe', sandbox, memoryMb: 2048 });
await runFfmpeg(launcher, args, { workDir, timeoutMs: 120_000 });
