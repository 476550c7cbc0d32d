import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { markOwn, ownerRuns } from './owner.js';

const PREFIX = 'worker-';
const DRAFT = 'new-';
/** A start takes milliseconds between draft and home; a draft of this age was left by one that was killed in between. */
const DRAFT_LEFT_MS = 3_600_000;

/**
 * Each worker process keeps its workspaces in a directory of its own, marked as its own, so that
 * whatever a killed worker left behind is found and removed by the next one to start on the machine.
 */
export async function openWorkerHome(tmpDir: string, workerId: string): Promise<string> {
  const home = join(tmpDir, `${PREFIX}${workerId}`);
  await mkdir(tmpDir, { recursive: true });
  // Made elsewhere and moved into place, so that no other worker ever sees a home without an owner.
  const draft = await mkdtemp(join(tmpDir, DRAFT));
  await markOwn(draft);
  await rename(draft, home);
  return home;
}

/**
 * Removes the homes of processes that no longer run, and homes that never came to be, but never `own`,
 * the caller's. Returns how many.
 */
export async function removeDeadHomes(tmpDir: string, own: string | null): Promise<number> {
  const entries = await readdir(tmpDir, { withFileTypes: true }).catch(() => []);
  let removed = 0;
  for (const entry of entries) {
    const path = join(tmpDir, entry.name);
    if (!entry.isDirectory() || path === own || !(await isLeft(entry.name, path))) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

async function isLeft(name: string, path: string): Promise<boolean> {
  if (name.startsWith(PREFIX)) return !(await ownerRuns(path));
  if (!name.startsWith(DRAFT)) return false;
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > DRAFT_LEFT_MS;
}

/** A worker that stops in good order takes its home with it. */
export const removeHome = (home: string): Promise<void> => rm(home, { recursive: true, force: true });
