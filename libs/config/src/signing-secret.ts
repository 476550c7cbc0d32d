import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from './config.js';

/**
 * The secret that signs URLs of the `fs` driver: the one configured, else one made on first use and kept in the data
 * directory, so that API instances that share the directory share the secret.
 */
export const resolveSigningSecret = async (storage: {
  readonly signingSecret: string | null;
  readonly dataDir: string;
}): Promise<string> =>
  storage.signingSecret ??
  keptSecret(join(storage.dataDir, 'signing-secret'), () => randomBytes(32).toString('base64url'));

/** Whether there is a secret, or can be one, that every worker signs with. */
export const signsCallbacks = ({ service, callbacks, storage }: CallbackSettings): boolean =>
  callbacks.secrets !== null || (service.environment !== 'production' && storage.driver === 'fs');

/**
 * The secrets that sign callbacks, `whsec_…`, the newest first: the ones configured, else one made on first use and kept in
 * the data directory, which is shared where it holds the objects too. Null where there is none to share.
 */
export async function resolveCallbackSecrets(config: CallbackSettings): Promise<readonly string[] | null> {
  if (config.callbacks.secrets !== null || !signsCallbacks(config)) return config.callbacks.secrets;
  const path = join(config.storage.dataDir, 'callback-secret');
  return [await keptSecret(path, () => `whsec_${randomBytes(32).toString('base64')}`)];
}

type CallbackSettings = Pick<Config, 'service' | 'callbacks' | 'storage'>;

/** Safe when several processes make it at once. */
async function keptSecret(path: string, make: () => string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const candidate = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(candidate, make(), { mode: 0o600, flag: 'wx' });
  // A hard link appears whole or fails where another process was first: no reader can see half a secret.
  await link(candidate, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(candidate, { force: true });
  return readFile(path, 'utf8');
}
