import { existsSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';

/** How a child is kept away from the network, from other files and from outliving its worker. */
export type Isolation = 'bwrap' | 'unshare' | 'none';

/** Existing absolute paths the child may use; everything else does not exist for it (bwrap only). */
export interface Access {
  /** Readable, writable, and the current directory; null = nothing is writable. */
  readonly workDir: string | null;
  readonly reads: readonly ReadBind[];
  /** Of a GPU; none unless an operator switched it on. */
  readonly devices?: readonly string[];
}

/** The file at `source` is seen at `path`. */
export interface ReadBind {
  readonly source: string;
  readonly path: string;
}

/** One way to start a program; `wrap` returns what stands before the program's own argv. */
export interface Isolator {
  readonly kind: Isolation;
  wrap(access: Access, program: string): readonly string[];
}

const NAMESPACES = ['--unshare-net', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--die-with-parent'];
const SYSTEM = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/etc/alternatives',
  '/etc/ld.so.cache',
  '/nix/store',
];

const linkTarget = (path: string): string | null => {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
};

const mountSystem = (path: string): readonly string[] => {
  if (!existsSync(path)) return [];
  const target = linkTarget(path);
  return target === null ? ['--ro-bind', path, path] : ['--symlink', target, path];
};

const mountFiles = ({ workDir, reads, devices = [] }: Access): readonly string[] => [
  ...devices.flatMap((path) => ['--dev-bind', path, path]),
  ...(workDir === null ? [] : ['--bind', workDir, workDir]),
  ...reads.flatMap(({ source, path }) => ['--ro-bind', source, path]),
  ...['--remount-ro', '/', '--chdir', workDir ?? '/', '--'],
];

const bwrap = (mountRoot: (program: string) => readonly string[]): Isolator => ({
  kind: 'bwrap',
  wrap: (access, program) => [
    'bwrap',
    ...NAMESPACES,
    '--cap-drop',
    'ALL',
    ...mountRoot(program),
    ...mountFiles(access),
  ],
});

const isSystem = (directory: string): boolean => SYSTEM.some((path) => `${directory}/`.startsWith(`${path}/`));

/** A file system of system libraries, the program, and the job's files: no home, no configuration, no database. */
const smallRoot = (program: string): readonly string[] => [
  ...SYSTEM.flatMap(mountSystem),
  ...(isSystem(dirname(program)) ? [] : ['--ro-bind', dirname(program), dirname(program)]),
  ...['--dev', '/dev', '--proc', '/proc'],
];

/** For programs whose libraries lie elsewhere: everything readable, but homes and run-time secrets covered. */
const wholeRoot = (): readonly string[] => [
  ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
  ...['/root', '/home', '/run', '/tmp'].filter((path) => existsSync(path)).flatMap((path) => ['--tmpfs', path]),
];

const plain = (kind: Isolation, before: readonly string[]): Isolator => ({ kind, wrap: () => before });

/** Best first; a launcher takes the first that works on this machine. */
export const ISOLATORS: readonly Isolator[] = [
  bwrap(smallRoot),
  bwrap(wholeRoot),
  plain('unshare', ['unshare', '--net', '--']),
  plain('unshare', ['unshare', '--map-root-user', '--net', '--']),
  plain('none', []),
];
