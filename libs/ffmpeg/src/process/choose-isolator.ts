import { spawn } from 'node:child_process';
import { mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CutroomError } from '#lib/contracts';
import { childEnvironment } from './child-env.js';
import { ISOLATORS, type Isolation, type Isolator } from './isolation.js';

const TRIAL_MS = 10_000;

const exitCode = (argv: readonly string[], cwd: string): Promise<number | null> =>
  new Promise((resolve) => {
    const [command = '', ...args] = argv;
    const options = {
      cwd,
      env: childEnvironment(),
      stdio: 'ignore' as const,
      timeout: TRIAL_MS,
      killSignal: 'SIGKILL' as const,
    };
    const child = spawn(command, args, options);
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });

/** Lets ffmpeg write a file the way it will have to: an isolation that starts but cannot write is of no use. */
const works = async (isolator: Isolator, ffmpeg: string, workDir: string): Promise<boolean> => {
  const output = join(workDir, 'trial.wav');
  const args = ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', 'anullsrc=d=0.01', '-f', 'wav', `file:${output}`];
  const code = await exitCode([...isolator.wrap({ workDir, reads: [] }, ffmpeg), ffmpeg, ...args], workDir);
  return code === 0 && (await stat(output).catch(() => null)) !== null;
};

const WARNINGS: Readonly<Record<Isolation, string | null>> = {
  bwrap: null,
  unshare: 'bwrap does not work here: ffmpeg has no network but sees the file system of the service.',
  none: 'Neither bwrap nor unshare works here: only the protocol and format whitelists keep ffmpeg off network and files.',
};

/** The best isolation of the wanted kind that works. Throws PROCESSING_FAILED where none does. */
export async function chooseIsolator(
  wanted: 'auto' | Isolation,
  ffmpeg: string,
  warn: (message: string) => void,
): Promise<Isolator> {
  const workDir = await realpath(await mkdtemp(join(tmpdir(), 'cutroom-isolation-')));
  try {
    for (const isolator of ISOLATORS.filter(({ kind }) => wanted === 'auto' || wanted === kind)) {
      if (!(await works(isolator, ffmpeg, workDir))) continue;
      const warning = WARNINGS[isolator.kind];
      if (warning !== null) warn(warning);
      return isolator;
    }
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  throw new CutroomError('PROCESSING_FAILED', `ffmpeg does not start with the sandbox "${wanted}" on this machine.`);
}
