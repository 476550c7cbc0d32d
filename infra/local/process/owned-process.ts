import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, closeSync, constants, openSync } from 'node:fs';
import { SetupError } from '../failure.js';
import { identify, type ProcessIdentity } from './process-identity.js';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface OwnedProcess {
  readonly name: string;
  readonly pid: number;
  readonly identity: ProcessIdentity | null;
  readonly exited: Promise<Exit>;
  /** null while it runs. */
  exit(): Exit | null;
  /** Asks with `signal`, waits `graceMs`, then SIGKILLs. Resolves once the process is gone; again and again is fine. */
  stop(signal: NodeJS.Signals, graceMs: number): Promise<Exit>;
}

export interface OwnedOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** stdout and stderr are appended here; without it they are dropped. */
  readonly logFile?: string;
  /** What the kernel sends this process when its owner dies, by whatever signal (Linux). */
  readonly deathSignal: 'INT' | 'TERM' | 'KILL';
  /** Run as this user; only root may ask. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => {
  try {
    accessSync(path, constants.X_OK);
    return process.platform === 'linux';
  } catch {
    return false;
  }
});

/** The kernel tells of no death before it was asked to: whoever comes too late for that finds another parent, and ends. */
const IF_OWNED = 'test "$PPID" = "$0" && exec "$@"';

/**
 * setpriv sets the death signal and changes the user in one exec, so the pid stays that of the program itself.
 * The changed user keeps CAP_DAC_OVERRIDE alone, because a checkout below /root or a private temp dir is closed to it.
 */
export function ownedCommand(
  { command, args, deathSignal, user }: Pick<OwnedOptions, 'command' | 'args' | 'deathSignal' | 'user'>,
  owner = String(process.pid),
): readonly [string, readonly string[]] {
  if (SETPRIV === undefined) {
    return [command, args];
  }
  const identity =
    user === undefined
      ? []
      : [
          `--reuid=${user.uid}`,
          `--regid=${user.gid}`,
          '--clear-groups',
          // Without it access(2), by which PostgreSQL finds its own programs, would ignore the capability.
          '--securebits=+no_setuid_fixup',
          '--inh-caps=-all,+dac_override',
          '--ambient-caps=+dac_override',
        ];
  return [
    SETPRIV,
    [`--pdeathsig=${deathSignal}`, ...identity, '--', '/bin/sh', '-c', IF_OWNED, owner, command, ...args],
  ];
}

const openLog = (path: string | undefined): number | 'ignore' =>
  path === undefined ? 'ignore' : openSync(path, 'a', 0o600);

const spawned = (child: ChildProcess, name: string): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new SetupError(`${name} could not be started: ${error.message}`)));
    child.once('spawn', () => resolve(child.pid ?? 0));
  });

/** Starts a process in a session of its own: Ctrl-C reaches only the owner, which then stops its children in order. */
export async function spawnOwned(options: OwnedOptions): Promise<OwnedProcess> {
  const [command, args] = ownedCommand(options);
  const log = openLog(options.logFile);
  const child = spawn(command, args, {
    env: options.env ?? process.env,
    stdio: ['ignore', log, log],
    detached: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.user === undefined || SETPRIV !== undefined ? {} : options.user),
  });
  let ended: Exit | null = null;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = { code, signal };
      resolve(ended);
    });
  });
  let pid: number;
  try {
    pid = await spawned(child, options.name);
  } finally {
    if (typeof log === 'number') {
      closeSync(log);
    }
  }
  const stop = async (signal: NodeJS.Signals, graceMs: number): Promise<Exit> => {
    if (ended === null) {
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    }
    return exited;
  };
  return { name: options.name, pid, identity: identify(pid), exited, exit: () => ended, stop };
}
