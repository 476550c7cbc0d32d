import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from './failure.js';
import { poll } from './poll.js';
import { identify, isAlive, type ProcessIdentity, signalIfSame } from './process/process-identity.js';

interface Claim {
  readonly stack: ProcessIdentity;
  readonly children: readonly ProcessIdentity[];
}

export interface DataDirClaim {
  /** Notes a child, so that a later stack can end it should this one crash. */
  add(child: ProcessIdentity | null): void;
  release(): void;
}

const isIdentity = (value: unknown): value is ProcessIdentity =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'startedAt' in value &&
  typeof value.startedAt === 'string';

function readClaim(path: string): Claim | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (
      typeof value === 'object' &&
      value !== null &&
      'stack' in value &&
      isIdentity(value.stack) &&
      'children' in value &&
      Array.isArray(value.children)
    ) {
      return { stack: value.stack, children: value.children.filter(isIdentity) };
    }
  } catch {
    // Missing or cut short by a crash: either way it proves nothing.
  }
  return null;
}

/** Where the kernel could not end a crashed stack's children, we do: only those that are provably still the same. */
async function endOrphans(children: readonly ProcessIdentity[]): Promise<void> {
  const orphans = children.filter((child) => signalIfSame(child, 'SIGINT'));
  const gone = await poll(() => (orphans.some(isAlive) ? null : true), { deadlineMs: 10_000 });
  if (gone === null) {
    for (const orphan of orphans) {
      signalIfSame(orphan, 'SIGKILL');
    }
    await poll(() => (orphans.some(isAlive) ? null : true), { deadlineMs: 5000 });
  }
}

/** By hand, because Node's own recursive mkdir never returns where a parent cannot hold directories, as in /proc. */
function makeDirectories(path: string): void {
  if (!existsSync(path)) {
    makeDirectories(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}

/**
 * One stack per data directory. @throws SetupError where another live stack holds it, or it cannot be written.
 */
export async function claimDataDir(dataDir: string): Promise<DataDirClaim> {
  const path = join(dataDir, 'stack.json');
  const stack = identify(process.pid) ?? { pid: process.pid, startedAt: 'unknown' };
  const children: ProcessIdentity[] = [];
  const write = (flag: 'wx' | 'w'): void =>
    writeFileSync(path, JSON.stringify({ stack, children } satisfies Claim), { flag, mode: 0o600 });
  try {
    makeDirectories(join(dataDir, 'logs'));
    const previous = readClaim(path);
    if (previous !== null && isAlive(previous.stack)) {
      throw new SetupError(
        `${dataDir} is in use by a running stack (process ${previous.stack.pid}); stop it or choose another DATA_DIR.`,
      );
    }
    await endOrphans(previous?.children ?? []);
    rmSync(path, { force: true });
    write('wx');
  } catch (error) {
    if (error instanceof SetupError) {
      throw error;
    }
    throw new SetupError(
      `The data directory ${dataDir} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return {
    add: (child) => {
      if (child !== null) {
        children.push(child);
        write('w');
      }
    },
    release: () => rmSync(path, { force: true }),
  };
}
