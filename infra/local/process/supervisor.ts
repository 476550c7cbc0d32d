import { setTimeout as delay } from 'node:timers/promises';
import type { Exit, OwnedProcess } from './owned-process.js';

export interface Supervised {
  /** Of the process that runs now. */
  readonly pid: number;
  stop(signal: NodeJS.Signals, graceMs: number): Promise<void>;
}

export interface SuperviseOptions {
  readonly start: () => Promise<OwnedProcess>;
  readonly onStarted: (child: OwnedProcess) => void;
  readonly say: (line: string) => void;
  /** Called once, when it died too often to be worth another start. */
  readonly onGiveUp: (reason: string) => void;
}

const WINDOW_MS = 60_000;
const MAX_DEATHS = 5;

const describe = ({ code, signal }: Exit): string => (signal === null ? `exit code ${code}` : `signal ${signal}`);

/** Starts a process and starts it again when it dies by itself: a laptop's stack heals as a fleet's does. */
export async function supervise({ start, onStarted, say, onGiveUp }: SuperviseOptions): Promise<Supervised> {
  let current = await start();
  let stopping = false;
  let restart: Promise<void> = Promise.resolve();
  const deaths: number[] = [];

  const begin = (child: OwnedProcess): void => {
    current = child;
    onStarted(child);
    void child.exited.then((exit) => {
      if (!stopping) {
        restart = revive(child.name, exit);
      }
    });
  };
  const revive = async (name: string, exit: Exit): Promise<void> => {
    const now = performance.now();
    deaths.push(now);
    if (deaths.filter((at) => now - at < WINDOW_MS).length >= MAX_DEATHS) {
      onGiveUp(`${name} ended ${MAX_DEATHS} times within a minute (${describe(exit)}).`);
      return;
    }
    say(`${name} ended (${describe(exit)}); starting it again.`);
    await delay(500);
    if (stopping) {
      return;
    }
    try {
      begin(await start());
    } catch (error) {
      onGiveUp(error instanceof Error ? error.message : String(error));
    }
  };

  begin(current);
  return {
    get pid() {
      return current.pid;
    },
    stop: async (signal, graceMs) => {
      stopping = true;
      const running = current;
      await running.stop(signal, graceMs);
      // A start that was under way when we were told to stop has made a process of its own by now.
      await restart;
      if (current !== running) {
        await current.stop(signal, graceMs);
      }
    },
  };
}
