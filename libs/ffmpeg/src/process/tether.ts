import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A command on its tether; its streams have to be read, for their end is taken for its end. */
export interface TetheredChild {
  /** Also the id of its process group; undefined where it did not start. */
  readonly pid?: number | undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  once(event: 'error', heard: (error: NodeJS.ErrnoException) => void): unknown;
  once(event: 'close', heard: (code: number | null, signal: NodeJS.Signals | null) => void): unknown;
}

/**
 * Runs its arguments and ends with their exit code (128 + signal where they were killed). Where descriptor 3 closes before
 * it has given a line, the process at its other end is gone, and the whole group goes with it: a death signal (prctl) would
 * miss whoever died before it was asked for. SIGTERM to the group is meant for the command; the keeper waits for its end.
 */
const KEEPER = '"$@" 3<&- & trap "" TERM; exec >/dev/null 2>&1; read -r _ <&3 || kill -KILL 0; wait "$!"';

/** Starts a command in a process group of its own that does not outlive this process, however that ends. */
export function spawnTethered(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): TetheredChild {
  const child = spawn('/bin/sh', ['-c', KEEPER, 'sh', ...argv], {
    ...options,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const tether = child.stdio[3];
  // A keeper that was killed has nobody left to tell.
  tether?.on('error', () => undefined);
  let open = 2;
  const release = (): void => {
    open -= 1;
    if (open === 0 && tether && 'end' in tether) tether.end('\n');
  };
  child.stdout?.once('close', release);
  child.stderr?.once('close', release);
  return child;
}
