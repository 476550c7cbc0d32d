import { readdir, readFile } from 'node:fs/promises';

/** A process of this machine whose command line holds `marker`. */
export interface Found {
  readonly pid: number;
  readonly command: readonly string[];
}

const commandOf = async (pid: number): Promise<readonly string[]> => {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.split('\0').slice(0, -1);
};

/** Living processes with `marker` in their command line, wrappers (bwrap, prlimit) included. */
export const processesWith = async (marker: string): Promise<readonly Found[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(pids.map(async (pid) => ({ pid, command: await commandOf(pid) })));
  return all.filter(({ pid, command }) => pid !== process.pid && command.some((arg) => arg.includes(marker)));
};

/** Only the ffmpeg itself. */
export const encoderWith = async (marker: string): Promise<Found | undefined> =>
  (await processesWith(marker)).find(({ command }) => command[0]?.endsWith('ffmpeg'));

/** Asks until the answer is not undefined. Throws after `ms`. */
export const until = async <T>(ask: () => Promise<T | undefined>, ms = 15_000): Promise<T> => {
  const deadline = performance.now() + ms;
  while (performance.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not happen in time.');
};

export const gone = (marker: string, ms?: number): Promise<true> =>
  until(async () => ((await processesWith(marker)).length === 0 ? true : undefined), ms);
