import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { poll } from '../../infra/local/poll.js';

const root = resolve(import.meta.dirname, '..', '..');
/** Empty is as good as not given, and keeps those of a .env out. */
const NOT_OURS = [
  'DATABASE_URL',
  'REDIS_URL',
  'S3_ENDPOINT',
  'AWS_ACCESS_KEY_ID',
  'STORAGE_DRIVER',
  'MAKEFLAGS',
  'MAKELEVEL',
];

/** What a person runs in this repository, with what it has printed so far. */
export interface Command {
  readonly child: ChildProcess;
  /** Both streams. */
  output(): string;
  /** Its exit code once it has ended. */
  readonly code: Promise<number | null>;
  /** Types at its terminal. */
  type(keys: string): void;
}

const running = new Set<ChildProcess>();

/** Any program, in this repository. */
export function command(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdin: 'ignore' | 'pipe' = 'ignore',
): Command {
  const own = Object.fromEntries(NOT_OURS.map((name) => [name, '']));
  const child = spawn(program, [...args], {
    cwd: root,
    env: { ...process.env, ...own, ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = new Promise<number | null>((ended) => {
    child.once('close', (exitCode) => {
      running.delete(child);
      ended(exitCode);
    });
  });
  return { child, output: () => output, code, type: (keys) => child.stdin?.write(keys) };
}

/** `node dist/infra/local/<name>.js`. */
export const local = (name: string, env: NodeJS.ProcessEnv, ...args: readonly string[]): Command =>
  command(process.execPath, [`dist/infra/local/${name}.js`, ...args], env);

/** Nothing is installed or built: other tests use the same dist/. */
const AS_IT_IS = ['-o', 'system', '-o', 'build'];
export const make = (target: string, env: NodeJS.ProcessEnv): Command => command('make', [...AS_IT_IS, target], env);

/** The same at a terminal of its own. */
export const makeAtTerminal = (target: string, env: NodeJS.ProcessEnv): Command =>
  command(
    'script',
    ['--quiet', '--return', '--command', `make ${AS_IT_IS.join(' ')} ${target}`, '/dev/null'],
    env,
    'pipe',
  );

/** Waits until a stack in the foreground is up. */
export async function started({ child, output }: Command): Promise<void> {
  const look = (): boolean | null => (child.exitCode !== null ? false : output().includes('Ctrl-C drains') || null);
  if ((await poll(look, { deadlineMs: 150_000 })) !== true) throw new Error(`The stack is not up: ${output()}`);
}

/** For `afterEach`: what a failed test has left running goes, and by their death signals all that they started. */
export function endCommands(): void {
  for (const child of running) child.kill('SIGKILL');
}
