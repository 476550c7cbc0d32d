import { readFileSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PARENT_EVERY_MS = 500;
/** One Ctrl-C can arrive twice, from the terminal and from make: within this time it counts once. */
const ECHO_MS = 1000;

export interface StopRequests {
  /** Aborted by the first request. */
  readonly first: AbortSignal;
  readonly requested: Promise<void>;
  /** The second request: the person will not wait for the drain. */
  readonly urged: Promise<void>;
}

/** SIGHUP, SIGINT and SIGTERM as bits of a mask of signals. */
const STOP_SIGNALS = (1n << 0n) | (1n << 1n) | (1n << 14n);

/** Which of them a process has handlers for (Linux). */
function handled(pid: number): bigint {
  try {
    const mask = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    return BigInt(`0x${mask}`) & STOP_SIGNALS;
  } catch {
    return 0n;
  }
}

/**
 * Says when the parent has gone, or is about to: `make`, interrupted alone, passes nothing on. It gives the signal its
 * default meaning back, waits for its children, and then ends by it.
 */
function parentStops(): () => boolean {
  const parent = process.ppid;
  const before = handled(parent);
  return () => process.ppid !== parent || (before & ~handled(parent)) !== 0n;
}

/**
 * Signals, and with CUTROOM_FOLLOW_PARENT=1 the end of the parent process too: whoever ends `make` means the stack.
 */
export function stopRequests(): StopRequests {
  const first = new AbortController();
  const second = new AbortController();
  let firstAt = 0;
  const request = (): void => {
    if (!first.signal.aborted) {
      firstAt = performance.now();
      first.abort();
    } else if (performance.now() - firstAt > ECHO_MS) {
      second.abort();
    }
  };
  for (const signal of SIGNALS) {
    process.on(signal, request);
  }
  if (process.env['CUTROOM_FOLLOW_PARENT'] === '1') {
    const stops = parentStops();
    const watch = setInterval(() => {
      if (stops()) request();
    }, PARENT_EVERY_MS);
    watch.unref();
    first.signal.addEventListener('abort', () => clearInterval(watch), { once: true });
  }
  const aborted = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  return { first: first.signal, requested: aborted(first.signal), urged: aborted(second.signal) };
}
