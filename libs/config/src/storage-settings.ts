import { join } from 'node:path';
import type { Config } from './config.js';
import { resolveSigningSecret } from './signing-secret.js';

/** What libs/storage builds its driver from; the two libraries agree on the shape and do not know each other. */
export async function storageSettings({ storage, http }: Pick<Config, 'storage' | 'http'>) {
  if (storage.driver === 'fs') {
    return {
      driver: 'fs',
      root: join(storage.dataDir, 'objects'),
      publicUrl: http.publicUrl,
      signingSecret: await resolveSigningSecret(storage),
    } as const;
  }
  return {
    driver: 's3',
    region: storage.region,
    endpoint: storage.endpoint ?? undefined,
    publicEndpoint: storage.publicEndpoint ?? undefined,
    accessKeyId: storage.accessKeyId ?? undefined,
    secretAccessKey: storage.secretAccessKey ?? undefined,
  } as const;
}
