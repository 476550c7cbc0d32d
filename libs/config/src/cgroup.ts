/** The text of a file; undefined where there is none. */
export type ReadText = (path: string) => string | undefined;

interface Hierarchy {
  readonly version: 1 | 2;
  /** Where it is mounted, and which of its directories is seen there: in a container often its own. */
  readonly mount: string;
  readonly root: string;
}

/**
 * Cores that the CPU quota of this process' cgroup allows, possibly a fraction; undefined where there is none. The quota of every
 * cgroup above it counts as well. Formats: Linux' cgroup-v2.rst (`cpu.max`), sched-bwc.rst (v1 `cpu.cfs_*`), proc(5).
 */
export function cpuQuota(read: ReadText): number | undefined {
  const mounts = parseMounts(read('/proc/self/mountinfo') ?? '');
  const paths = read('/proc/self/cgroup') ?? '';
  const quotas = mounts.flatMap((hierarchy) =>
    directories(hierarchy, cgroupPath(paths, hierarchy.version)).map((directory) =>
      hierarchy.version === 2
        ? parseQuota(read(`${directory}/cpu.max`))
        : parseQuota(`${read(`${directory}/cpu.cfs_quota_us`)} ${read(`${directory}/cpu.cfs_period_us`)}`),
    ),
  );
  const limits = quotas.filter((quota) => quota !== undefined);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** `150000 100000` (microseconds of CPU per microseconds) as 1.5; `max 100000` and `-1 100000` are no limit. */
export function parseQuota(text: string | undefined): number | undefined {
  const [quota, period] = (text ?? '').trim().split(/\s+/).map(Number);
  return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? quota / period : undefined;
}

/** Where cgroups with a CPU controller are mounted, out of /proc/self/mountinfo. */
export function parseMounts(text: string): readonly Hierarchy[] {
  return text.split('\n').flatMap<Hierarchy>((line) => {
    const [own = '', kind = ''] = line.split(' - ');
    const [, , , root, mount] = own.split(' ');
    const [type, , options = ''] = kind.split(' ');
    if (root === undefined || mount === undefined) return [];
    if (type === 'cgroup2') return [{ version: 2, mount, root }];
    return type === 'cgroup' && options.split(',').includes('cpu') ? [{ version: 1, mount, root }] : [];
  });
}

/** This process' cgroup, out of /proc/self/cgroup: `0::/path` in version 2, `4:cpu,cpuacct:/path` in version 1. */
export function cgroupPath(text: string, version: 1 | 2): string {
  for (const line of text.split('\n')) {
    const [, controllers = '', path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    const found = version === 2 ? controllers === '' : controllers.split(',').includes('cpu');
    if (path !== undefined && found) return path;
  }
  return '/';
}

/** The cgroup's directory and those above it, as far as they can be seen from here. */
function directories({ mount, root }: Hierarchy, path: string): readonly string[] {
  const inside = root !== '/' && path.startsWith(root) ? path.slice(root.length) : path;
  const names = inside.split('/').filter((name) => name !== '');
  return [...names.map((_, index) => names.slice(0, index + 1)), []].map((some) => [mount, ...some].join('/'));
}
