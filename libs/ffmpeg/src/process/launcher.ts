import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { childEnvironment } from './child-env.js';
import { chooseIsolator } from './choose-isolator.js';
import { findProgram, requireProgram } from './find-program.js';
import { inputPaths, readBinds } from './input-files.js';
import type { Isolation } from './isolation.js';
import { DEFAULT_PROCESS_LIMITS, type ProcessLimits, prlimitCommand } from './limits.js';
import { lowerSession, niceCommand } from './priority.js';
import { spawnTethered, type TetheredChild } from './tether.js';

export interface LauncherConfig {
  /** Program names looked up on PATH, or paths. */
  readonly bin: string;
  readonly probeBin: string;
  /** `auto` takes the best that works; a named one that does not work is an error at boot. */
  readonly sandbox: 'auto' | Isolation;
  readonly memoryMb: number;
  /** Whether the sandbox shows the devices of a GPU. Default: it does not. */
  readonly gpu?: boolean;
  /** 0–19; what ffmpeg leaves to everything else on the machine. Default 0. */
  readonly niceness?: number;
  /** Hears, once, what protection this machine cannot give. */
  readonly warn?: (message: string) => void;
}

export type Program = 'ffmpeg' | 'ffprobe';

export interface LaunchOptions {
  /** Absolute; the only directory a sandboxed child may write to. Null = it writes nothing. */
  readonly workDir: string | null;
  readonly limits?: Partial<ProcessLimits>;
  /** Further files or directories it may read; inputs named by `-i` are added without asking. */
  readonly reads?: readonly string[];
}

const GPU_DEVICES = ['/dev/dri', '/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-modeset'];

/** The only way this project starts a process. */
export interface Launcher {
  readonly sandbox: Isolation;
  /** Starts the program in a process group of its own, which dies with this process. */
  launch(program: Program, args: readonly string[], options: LaunchOptions): Promise<TetheredChild>;
}

/**
 * Finds the programs and what isolation works here. Throws PROCESSING_FAILED where a program is missing or a demanded
 * sandbox does not work.
 */
export async function createLauncher(config: LauncherConfig): Promise<Launcher> {
  const programs: Readonly<Record<Program, string>> = {
    ffmpeg: await requireProgram(config.bin, 'ffmpeg'),
    ffprobe: await requireProgram(config.probeBin, 'ffprobe'),
  };
  const isolator = await chooseIsolator(config.sandbox, programs.ffmpeg, config.warn ?? (() => undefined));
  const canLimit = (await findProgram('prlimit')) !== null;
  if (!canLimit) config.warn?.('prlimit is missing (package util-linux): ffmpeg runs without memory and CPU limits.');
  const niceness = (await findProgram('nice')) === null ? 0 : (config.niceness ?? 0);
  const devices = config.gpu ? GPU_DEVICES.filter((path) => existsSync(path)) : [];
  const defaults = { ...DEFAULT_PROCESS_LIMITS, memoryBytes: config.memoryMb * 1024 ** 2 };

  return {
    sandbox: isolator.kind,
    async launch(program, args, { workDir, limits, reads = [] }) {
      const binds = await readBinds([...reads, ...inputPaths(args, workDir ?? '/')], workDir);
      const path = programs[program];
      // A look at a file is quick, and somebody waits for it.
      const less = program === 'ffmpeg' ? niceness : 0;
      const argv = [
        ...niceCommand(less),
        ...(canLimit ? prlimitCommand({ ...defaults, ...limits }) : []),
        ...isolator.wrap({ workDir, reads: binds, devices }, path),
        path,
        ...args,
      ];
      const child = spawnTethered(argv, { cwd: workDir ?? '/', env: childEnvironment() });
      lowerSession(child.pid, less);
      return child;
    },
  };
}

/** The keeper of the tether, and bwrap, tell the death of their child by 128 + signal, as a shell does. */
export const signalOf = (code: number | null, signal: NodeJS.Signals | null): NodeJS.Signals | null => {
  if (signal !== null || code === null || code <= 128) return signal;
  const found = Object.entries(constants.signals).find(([, number]) => number === code - 128);
  return found === undefined ? null : (found[0] as NodeJS.Signals);
};
