import { CutroomError } from '#lib/contracts';
import type { Launcher, LaunchOptions, Program } from './launcher.js';
import { signalOf } from './launcher.js';
import { LineSplitter } from './lines.js';
import { TextTail } from './stderr-tail.js';
import { stopGroup } from './stop.js';

export interface ChildOptions extends LaunchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Wall clock. */
  readonly timeoutMs: number;
  readonly onLine: (line: string) => void;
  /** Hears every line of stderr, also those that `ChildOutcome.stderr` no longer holds. */
  readonly onErrorLine?: (line: string) => void;
}

/** How a process ended. `stoppedBy` is null where it was not this code that ended it. */
export interface ChildOutcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stoppedBy: 'abort' | 'timeout' | null;
  /** The last 16 kB. */
  readonly stderr: string;
  readonly wallSeconds: number;
}

/** Out of processes or memory passes; a program or directory that is not there does not come back. */
const notStarted = (error: NodeJS.ErrnoException): CutroomError =>
  new CutroomError('PROCESSING_FAILED', 'The encoder could not be started.', {
    transient: error.code === 'EAGAIN' || error.code === 'ENOMEM',
    cause: error,
  });

/**
 * Runs one program to its end and resolves only when its whole group is gone, also after an abort. Rejects with the
 * signal's reason where it was aborted before the start, and with PROCESSING_FAILED where it did not start.
 */
export async function runChild(
  launcher: Launcher,
  program: Program,
  args: readonly string[],
  options: ChildOptions,
): Promise<ChildOutcome> {
  const { signal, timeoutMs, onLine } = options;
  signal?.throwIfAborted();
  const began = performance.now();
  const child = await launcher.launch(program, args, options);
  const stderr = new TextTail();
  const lines = new LineSplitter(onLine);
  const errorLines = new LineSplitter((line) => options.onErrorLine?.(line));
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => lines.push(chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr.push(chunk);
    errorLines.push(chunk);
  });

  let stoppedBy: ChildOutcome['stoppedBy'] = null;
  let stopping: { readonly cancel: () => void } | null = null;
  const stop = (why: 'abort' | 'timeout'): void => {
    if (stopping !== null || child.pid === undefined) return;
    stoppedBy = why;
    stopping = stopGroup(child.pid);
  };
  const onAbort = (): void => stop('abort');
  const clock = setTimeout(() => stop('timeout'), timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();

  return new Promise((resolve, reject) => {
    const release = (): void => {
      clearTimeout(clock);
      stopping?.cancel();
      signal?.removeEventListener('abort', onAbort);
    };
    child.once('error', (error) => {
      release();
      reject(notStarted(error));
    });
    child.once('close', (code, deadBy) => {
      release();
      lines.end();
      errorLines.end();
      resolve({
        code,
        signal: signalOf(code, deadBy),
        stoppedBy,
        stderr: stderr.text,
        wallSeconds: (performance.now() - began) / 1000,
      });
    });
  });
}
