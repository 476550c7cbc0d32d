import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'worker-';
const OWNER = 'owner.pid';

/**
 * Each worker process keeps its workspaces in a directory of its own, marked with its process id, so that
 * whatever a killed worker left behind is found and removed by the next one to start on the machine.
 */
export async function openWorkerHome(tmpDir: string, workerId: string): Promise<string> {
  const home = join(tmpDir, `${PREFIX}${workerId}`);
  await mkdir(tmpDir, { recursive: true });
  // Made elsewhere and moved into place, so that no other worker ever sees a home without an owner.
  const draft = await mkdtemp(join(tmpDir, 'new-'));
  await writeFile(join(draft, OWNER), String(process.pid));
  await rename(draft, home);
  return home;
}

/** Removes the homes of processes that no longer run on this machine, and never `own`, the caller's. Returns how many. */
export async function removeDeadHomes(tmpDir: string, own: string | null): Promise<number> {
  const entries = await readdir(tmpDir, { withFileTypes: true }).catch(() => []);
  let removed = 0;
  for (const entry of entries) {
    if (!entry.isDirectory() || !entry.name.startsWith(PREFIX)) continue;
    const home = join(tmpDir, entry.name);
    if (home === own || (await ownerRuns(home))) continue;
    await rm(home, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

async function ownerRuns(home: string): Promise<boolean> {
  const pid = Number(await readFile(join(home, OWNER), 'utf8').catch(() => ''));
  // Our own id in somebody else's home: a container's process ids begin anew with each start.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user. Only ESRCH says that it is gone.
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}

/** A worker that stops in good order takes its home with it. */
export const removeHome = (home: string): Promise<void> => rm(home, { recursive: true, force: true });
