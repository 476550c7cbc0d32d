import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const CGROUP_V2 = '/sys/fs/cgroup/cpu.max';
const CGROUP_V1 = ['/sys/fs/cgroup/cpu/cpu.cfs_quota_us', '/sys/fs/cgroup/cpu/cpu.cfs_period_us'] as const;

/** Cores this process may use, ≥ 1: the affinity mask and the container's CPU quota, whichever is less. */
export function availableCores(read: (path: string) => string | undefined = readText): number {
  const quota = cpuQuota(read);
  return Math.max(1, Math.floor(Math.min(availableParallelism(), quota ?? Number.POSITIVE_INFINITY)));
}

/** The quota of the cgroup in cores; undefined where there is none. Formats: kernel docs, cgroup-v2 `cpu.max`, v1 `cpu.cfs_*`. */
function cpuQuota(read: (path: string) => string | undefined): number | undefined {
  const [max, period] = (read(CGROUP_V2) ?? CGROUP_V1.map((path) => read(path) ?? '').join(' '))
    .trim()
    .split(/\s+/)
    .map(Number);
  return max !== undefined && period !== undefined && max > 0 && period > 0 ? max / period : undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
