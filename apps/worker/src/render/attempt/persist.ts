import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds a finished attempt goes on trying to write its outcome while Postgres is away. */
const PATIENCE_MS = 30_000;
const BETWEEN_MS = 500;

/**
 * Writes an outcome, through a restart of Postgres if need be: hours of encoding are not thrown away for a second
 * without a database. Every such write is fenced by its attempt, so a late one harms nobody. Throws the last fault.
 */
export async function persist<T>(write: () => Promise<T>, onTrouble: (error: unknown) => void): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      onTrouble(error);
      if (Date.now() + BETWEEN_MS >= giveUpAt) throw error;
      await wait(BETWEEN_MS);
    }
  }
}
