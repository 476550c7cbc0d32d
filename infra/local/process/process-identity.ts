import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A pid alone proves nothing: the kernel hands it out again. Pid and start time together name one process,
 * so whoever kills by identity never hits a stranger.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; equal for as long as this pid is the same process. */
  readonly startedAt: string;
}

const linuxStartTime = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The command name, field 2, may itself hold spaces and brackets: count from its last bracket. Field 22 is the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  // A zombie has ended already; only its parent has not looked yet.
  return fields[0] === 'Z' ? '' : `${bootId}:${fields[19] ?? ''}`;
};

const portableStartTime = (pid: number): string =>
  execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

/** The identity of a running process, or null where there is none with this pid. */
export function identify(pid: number): ProcessIdentity | null {
  try {
    const startedAt = process.platform === 'linux' ? linuxStartTime(pid) : portableStartTime(pid);
    return startedAt === '' ? null : { pid, startedAt };
  } catch {
    return null;
  }
}

export const isAlive = (identity: ProcessIdentity): boolean => identify(identity.pid)?.startedAt === identity.startedAt;

/** Sends a signal where, and only where, the process is still the one meant. */
export function signalIfSame(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) {
    return false;
  }
  try {
    return process.kill(identity.pid, signal);
  } catch {
    return false;
  }
}
