import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobHandlers, QueueLogger, RedisSettings } from '#lib/queue';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

export interface MemoryLogger extends QueueLogger {
  readonly lines: readonly LogLine[];
}

export function memoryLogger(): MemoryLogger {
  const lines: LogLine[] = [];
  const write =
    (level: LogLine['level']) =>
    (_fields: object, message: string): void => {
      lines.push({ level, message });
    };
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}

/** A corner of Redis of the test's own. */
export const settingsFor = (url: string, logger: QueueLogger = memoryLogger()): RedisSettings => ({
  url,
  prefix: `test-${randomUUID()}`,
  logger,
});

/** Waits until `check` gives something other than undefined, false or null. @throws after `deadlineMs`. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  what: string,
  deadlineMs = 10_000,
): Promise<Exclude<T, undefined | null | false>> {
  const endsAt = performance.now() + deadlineMs;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== null && value !== false) {
      return value as Exclude<T, undefined | null | false>;
    }
    if (performance.now() > endsAt) {
      throw new Error(`It never happened within ${deadlineMs} ms: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Milliseconds `action` took, and what it threw. */
export async function timed(action: () => Promise<unknown>): Promise<{ readonly ms: number; readonly error: unknown }> {
  const startedAt = performance.now();
  const error = await action().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { ms: performance.now() - startedAt, error };
}

/**
 * Whether the action ends well before a timer of as many milliseconds that was set with it. On a busy machine both are late, the
 * timers within the action as well; what waits for longer than it may comes second.
 */
export async function settlesWithin(ms: number, action: () => Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(ms, false, { signal: timer.signal });
  try {
    return await Promise.race([action().then(() => true), late]);
  } finally {
    timer.abort();
    await late.catch(() => undefined);
  }
}

export const handlersWith = (some: Partial<JobHandlers>): JobHandlers => ({
  render: async () => undefined,
  part: async () => undefined,
  assemble: async () => undefined,
  probe: async () => undefined,
  forecast: async () => undefined,
  reindex: async () => undefined,
  beats: async () => undefined,
  ...some,
});

/** Resolves when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

export const renderOf = (compositionId: string) => ({ compositionId, requestId: 'req_test' });
