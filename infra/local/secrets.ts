import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The embedded servers' password: made once per data directory, readable by its owner only. */
export function servicePassword(dataDir: string): string {
  const path = join(dataDir, 'service-password');
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(24).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(path, 'utf8').trim();
}
