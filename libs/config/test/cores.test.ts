import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { cpuQuota } from '../src/cgroup.js';
import { availableCores } from '../src/index.js';

type Files = Readonly<Record<string, string>>;
const CGROUP = '/proc/self/cgroup';
const MOUNTS = '/proc/self/mountinfo';

/** Version 2, as systemd, Docker and Kubernetes have it today; in a container of its own the path is `/`. */
const v2 = (path: string, quotas: Files): Files => ({
  [CGROUP]: `0::${path}\n`,
  [MOUNTS]: [
    '22 27 0:20 / /sys rw,nosuid - sysfs sysfs rw',
    '29 22 0:25 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate',
  ].join('\n'),
  ...Object.fromEntries(Object.entries(quotas).map(([at, text]) => [`/sys/fs/cgroup${at}/cpu.max`, `${text}\n`])),
});

/** Version 1 in a Docker container: the process' path is the host's, and the mount shows that directory alone. */
const v1 = (quota: string, root = '/docker/4f5a'): Files => ({
  [CGROUP]: '12:memory:/docker/4f5a\n4:cpu,cpuacct:/docker/4f5a\n1:name=systemd:/docker/4f5a\n0::/system.slice\n',
  [MOUNTS]: [
    `33 32 0:29 ${root} /sys/fs/cgroup/memory ro,nosuid master:15 - cgroup cgroup rw,memory`,
    `35 32 0:31 ${root} /sys/fs/cgroup/cpu,cpuacct ro,nosuid master:17 - cgroup cgroup rw,cpu,cpuacct`,
  ].join('\n'),
  [`/sys/fs/cgroup/cpu,cpuacct${root === '/' ? '/docker/4f5a' : ''}/cpu.cfs_quota_us`]: `${quota}\n`,
  [`/sys/fs/cgroup/cpu,cpuacct${root === '/' ? '/docker/4f5a' : ''}/cpu.cfs_period_us`]: '100000\n',
});

describe('the CPU quota of a cgroup', () => {
  it.each<[string, Files, number | undefined]>([
    ['none at all (another system)', {}, undefined],
    ['v2, no limit', v2('/', { '': 'max 100000' }), undefined],
    ['v2, a container with one and a half cores', v2('/', { '': '150000 100000' }), 1.5],
    ['v2, half a core', v2('/', { '': '5000 10000' }), 0.5],
    ['v2, a service of systemd', v2('/system.slice/w.service', { '/system.slice/w.service': '200000 100000' }), 2],
    ['v2, less above it', v2('/pods/p/c', { '/pods/p/c': 'max 100000', '/pods/p': '120000 100000' }), 1.2],
    ['v1, no limit', v1('-1'), undefined],
    ['v1, a container', v1('250000'), 2.5],
    ['v1, seen from the host', v1('250000', '/'), 2.5],
    ['nonsense', v2('/', { '': 'what' }), undefined],
  ])('%s', (_what, files, cores) => {
    expect(cpuQuota((path) => files[path])).toBe(cores);
  });
});

describe('the cores there are', () => {
  const all = availableParallelism();
  it.each<[string, string, number]>([
    ['at least one', '10000 100000', 1],
    ['a little more than one', '120000 100000', 1],
    ['a half too much to leave idle', '150000 100000', Math.min(2, all)],
    ['more than the machine has', '99900000 100000', all],
    ['no limit', 'max 100000', all],
  ])('%s', (_what, quota, cores) => {
    const files = v2('/', { '': quota });
    expect(availableCores((path) => files[path])).toBe(cores);
  });

  const taskset = process.platform === 'linux' ? it : it.skip;
  taskset('are those of the affinity mask', () => {
    const script = 'process.stdout.write(String(require("node:os").availableParallelism()))';
    expect(execFileSync('taskset', ['-c', '0', process.execPath, '-e', script]).toString()).toBe('1');
  });
});
