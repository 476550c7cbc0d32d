import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret that signs URLs of the `fs` driver: the one configured, else one made on first use and kept in the data
 * directory, so that API instances that share the directory share the secret. Safe when several start at once.
 */
export async function resolveSigningSecret(storage: {
  readonly signingSecret: string | null;
  readonly dataDir: string;
}): Promise<string> {
  if (storage.signingSecret !== null) return storage.signingSecret;
  const path = join(storage.dataDir, 'signing-secret');
  await mkdir(storage.dataDir, { recursive: true });
  const candidate = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(candidate, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  // A hard link appears whole or fails where another process was first: no reader can see half a secret.
  await link(candidate, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(candidate, { force: true });
  return readFile(path, 'utf8');
}
