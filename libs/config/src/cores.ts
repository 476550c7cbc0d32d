import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { cpuQuota, type ReadText } from './cgroup.js';

/**
 * Cores this process may keep busy, ≥ 1: the affinity mask (`taskset`, cpusets) or the container's CPU quota, whichever is less. A
 * fraction is rounded to the nearest: with 1.5 cores, one encoder would leave a third idle.
 */
export function availableCores(read: ReadText = readText): number {
  const quota = cpuQuota(read) ?? Number.POSITIVE_INFINITY;
  return Math.max(1, Math.round(Math.min(availableParallelism(), quota)));
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
