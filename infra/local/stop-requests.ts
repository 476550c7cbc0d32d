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

/**
 * Signals, and with CUTROOM_FOLLOW_PARENT=1 the end of the parent process too: whoever kills `make` means the stack.
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
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) {
        clearInterval(watch);
        request();
      }
    }, PARENT_EVERY_MS);
    watch.unref();
  }
  const aborted = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  return { first: first.signal, requested: aborted(first.signal), urged: aborted(second.signal) };
}
