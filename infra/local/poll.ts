import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again every `everyMs` until the answer is neither null nor undefined, or `deadlineMs` have passed (then null).
 * What `ask` throws ends the waiting at once.
 */
export async function poll<T>(
  ask: () => Promise<T | null | undefined> | T | null | undefined,
  { deadlineMs, everyMs = 50 }: { readonly deadlineMs: number; readonly everyMs?: number },
): Promise<T | null> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined) {
      return answer;
    }
    if (performance.now() >= deadline) {
      return null;
    }
    await delay(everyMs);
  }
}
