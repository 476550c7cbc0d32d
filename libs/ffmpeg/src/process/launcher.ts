import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { childEnvironment } from './child-env.js';
import { chooseIsolator } from './choose-isolator.js';
import { findProgram, requireProgram } from './find-program.js';
import { inputPaths, readBinds } from './input-files.js';
import type { Isolation } from './isolation.js';
import { DEFAULT_PROCESS_LIMITS, type ProcessLimits, prlimitCommand } from './limits.js';

export interface LauncherConfig {
  /** Program names looked up on PATH, or paths. */
  readonly bin: string;
  readonly probeBin: string;
  /** `auto` takes the best that works; a named one that does not work is an error at boot. */
  readonly sandbox: 'auto' | Isolation;
  readonly memoryMb: number;
  /** Hears, once, what protection this machine cannot give. */
  readonly warn?: (message: string) => void;
}

export type Program = 'ffmpeg' | 'ffprobe';
export type Child = ChildProcessByStdio<null, Readable, Readable>;

export interface LaunchOptions {
  /** Absolute; the only directory a sandboxed child may write to. Null = it writes nothing. */
  readonly workDir: string | null;
  readonly limits?: Partial<ProcessLimits>;
  /** Further files or directories it may read; inputs named by `-i` are added without asking. */
  readonly reads?: readonly string[];
}

/** The only way this project starts a process. */
export interface Launcher {
  readonly sandbox: Isolation;
  /** False where nothing takes a child down with a worker that is killed -9. */
  readonly diesWithWorker: boolean;
  /** Starts the program as the leader of its own process group. */
  launch(program: Program, args: readonly string[], options: LaunchOptions): Promise<Child>;
}

/**
 * Finds the programs and what isolation works here. Throws PROCESSING_FAILED where a program is missing or a demanded
 * sandbox does not work. Call it on a thread that lives as long as the service: the kernel ties children to the thread.
 */
export async function createLauncher(config: LauncherConfig): Promise<Launcher> {
  const programs: Readonly<Record<Program, string>> = {
    ffmpeg: await requireProgram(config.bin, 'ffmpeg'),
    ffprobe: await requireProgram(config.probeBin, 'ffprobe'),
  };
  const isolator = await chooseIsolator(config.sandbox, programs.ffmpeg, config.warn ?? (() => undefined));
  const canLimit = (await findProgram('prlimit')) !== null;
  if (!canLimit) config.warn?.('prlimit is missing (package util-linux): ffmpeg runs without memory and CPU limits.');
  const defaults = { ...DEFAULT_PROCESS_LIMITS, memoryBytes: config.memoryMb * 1024 ** 2 };

  return {
    sandbox: isolator.kind,
    diesWithWorker: isolator.diesWithWorker,
    async launch(program, args, { workDir, limits, reads = [] }) {
      const binds = await readBinds([...reads, ...inputPaths(args, workDir ?? '/')], workDir);
      const path = programs[program];
      const argv = [
        ...(canLimit ? prlimitCommand({ ...defaults, ...limits }) : []),
        ...isolator.wrap({ workDir, reads: binds }, path),
        path,
        ...args,
      ];
      const [command = path, ...rest] = argv;
      return spawn(command, rest, {
        cwd: workDir ?? '/',
        env: childEnvironment(),
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    },
  };
}

/** bwrap tells the death of its child by 128 + signal, as a shell does. */
export const signalOf = (code: number | null, signal: NodeJS.Signals | null): NodeJS.Signals | null => {
  if (signal !== null || code === null || code <= 128) return signal;
  const found = Object.entries(constants.signals).find(([, number]) => number === code - 128);
  return found === undefined ? null : (found[0] as NodeJS.Signals);
};
