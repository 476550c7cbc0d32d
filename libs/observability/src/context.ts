import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of a piece of work says about it. */
export interface LogContext {
  readonly requestId?: string;
  readonly compositionId?: string;
  readonly attempt?: number;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Runs `work`, and all it awaits, with this context on top of the one around it. */
export const runWithContext = <T>(context: LogContext, work: () => T): T =>
  storage.run({ ...storage.getStore(), ...context }, work);

export const currentContext = (): LogContext => storage.getStore() ?? {};
