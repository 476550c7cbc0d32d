import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { poll } from '../../infra/local/poll.js';
import type { Client } from './client.js';
import { encodersOf } from './processes.js';
import type { TestStack } from './stack.js';

const filesBelow = async (dir: string): Promise<readonly string[]> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(dir, join(entry.parentPath, entry.name)));
};

/** Everything in the stack's own object store (`fs` driver), written files that are not objects yet included. */
export const storedFiles = (stack: TestStack): Promise<readonly string[]> => filesBelow(join(stack.dataDir, 'objects'));

/** Where in the stack's object store there are results, by composition and attempt; assets are left out. */
export const storedResults = async (stack: TestStack): Promise<readonly string[]> => [
  ...new Set((await storedFiles(stack)).filter((path) => path.includes('outputs')).map(dirname)),
];

/** Where each worker keeps its renders; the cache beside them is meant to stay. */
const homesOf = async (stack: TestStack): Promise<readonly string[]> =>
  (await stack.workspaces()).filter((name) => name !== 'cache');

/** What renders left in the work directories: everything but the mark of a worker that still runs. */
const workFiles = async (stack: TestStack): Promise<readonly string[]> => {
  const homes = await homesOf(stack);
  const files = await Promise.all(homes.map((home) => readdir(join(stack.dataDir, 'tmp', home)).catch(() => [])));
  return files.flat().filter((name) => name !== 'owner.json');
};

export interface Leftovers {
  readonly encoders: readonly string[];
  readonly workFiles: readonly string[];
  readonly unfinishedObjects: readonly string[];
  readonly homesOfTheDead: number;
}

export const NOTHING: Leftovers = { encoders: [], workFiles: [], unfinishedObjects: [], homesOfTheDead: 0 };

/** What is left once every render has ended; a moment is given to those that are just clearing up. */
export async function leftovers(stack: TestStack, liveWorkers: number): Promise<Leftovers> {
  const look = async (): Promise<Leftovers> => ({
    encoders: encodersOf(stack.dataDir).map(({ command }) => command.join(' ')),
    workFiles: await workFiles(stack),
    unfinishedObjects: (await storedFiles(stack)).filter((path) => path.startsWith('.tmp')),
    homesOfTheDead: (await homesOf(stack)).length - liveWorkers,
  });
  const clean = async (): Promise<true | null> =>
    JSON.stringify(await look()) === JSON.stringify(NOTHING) ? true : null;
  await poll(clean, { deadlineMs: 5_000 });
  return look();
}

/** Waits until an encoder of this composition is at work on its pictures. @returns the encoders */
export async function encoding(stack: TestStack, client: Client, id: string): Promise<readonly number[]> {
  await client.until(id, ({ progress }) => progress.stage === 'encoding' && progress.percentage > 15);
  const found = await poll(
    () => {
      const pids = encodersOf(stack.dataDir).map(({ pid }) => pid);
      return pids.length > 0 ? pids : null;
    },
    { deadlineMs: 10_000 },
  );
  if (found === null) throw new Error(`No encoder is at work on ${id}.`);
  return found;
}
