import { readFile, readlink, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const NAME = 'owner.json';
/** Far above the minute between two signs of life: a machine that only sleeps or swaps loses nothing. */
const SILENT_MS = 900_000;

/**
 * Which process a home belongs to. Process ids mean something only among those who share them: workers in containers may
 * share a temp directory and all be process 1.
 */
interface Owner {
  readonly pid: number;
  /** Equal for those who see each other by process id. */
  readonly place: string;
  /** Empty where the system does not tell. */
  readonly startedAt: string;
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** In clock ticks since boot; field 22, counted from the bracket that ends the command's name, which may hold anything. */
async function startOf(pid: number): Promise<string> {
  const stat = await textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

async function self(): Promise<Owner> {
  const [boot, namespace, startedAt] = await Promise.all([
    textOf('/proc/sys/kernel/random/boot_id'),
    readlink('/proc/self/ns/pid').catch(() => ''),
    startOf(process.pid),
  ]);
  return { pid: process.pid, place: [hostname(), boot.trim(), namespace].join(' '), startedAt };
}

/** Marks a home as this process'. */
export const markOwn = async (home: string): Promise<void> => writeFile(join(home, NAME), JSON.stringify(await self()));

/** Says, to those who cannot see this process, that it is alive. Never throws. */
export const signOfLife = (home: string, now = new Date()): Promise<void> =>
  utimes(join(home, NAME), now, now).catch(() => undefined);

/** Whether the process that marked a home still runs; one that cannot be seen from here is believed by its signs of life. */
export async function ownerRuns(home: string): Promise<boolean> {
  const path = join(home, NAME);
  const owner = read(await textOf(path));
  if (owner === null) return false;
  const { place } = await self();
  if (owner.place !== place) {
    const { mtimeMs = 0 } = (await stat(path).catch(() => null)) ?? {};
    return Date.now() - mtimeMs < SILENT_MS;
  }
  return isThere(owner.pid) && (await startOf(owner.pid)) === owner.startedAt;
}

function read(text: string): Owner | null {
  try {
    const { pid, place, startedAt } = JSON.parse(text) as Partial<Record<keyof Owner, unknown>>;
    const known = typeof pid === 'number' && pid > 0 && typeof place === 'string' && typeof startedAt === 'string';
    return known ? { pid, place, startedAt } : null;
  } catch {
    // Missing, or cut short by a crash.
    return null;
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user. Only ESRCH says that it is gone.
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}
