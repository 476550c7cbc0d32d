import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createObjectStore, type ObjectStore, serveSignedObject } from '../../src/index.js';
import { listen } from './http-server.js';
import { startS3rver } from './start-s3rver.js';

export interface OpenedDriver {
  readonly store: ObjectStore;
  readonly bucket: string;
  close(): Promise<void>;
}

export interface Driver {
  readonly name: 'fs' | 's3';
  /** False for s3rver: it takes forged URLs, replaces files in place, and misreads `copy` sources with `+`, `#` and kin. */
  readonly exact: boolean;
  open(): Promise<OpenedDriver>;
}

const endpoint = process.env['S3_ENDPOINT'];

export const drivers: readonly Driver[] = [
  { name: 'fs', exact: true, open: openFs },
  { name: 's3', exact: endpoint !== undefined, open: endpoint === undefined ? openS3rver : openRealS3 },
];

async function openFs(): Promise<OpenedDriver> {
  const root = await mkdtemp(join(tmpdir(), 'cutroom-fs-'));
  const server = await listen((req, res) => void serveSignedObject(store, req, res));
  const signingSecret = 'a secret of the tests';
  const store = createObjectStore({ driver: 'fs', root, publicUrl: server.url, signingSecret });
  await store.ensureBucket('cutroom');
  const close = async () => {
    store.close();
    await server.close();
    await rm(root, { recursive: true });
  };
  return { store, bucket: 'cutroom', close };
}

async function openS3rver(): Promise<OpenedDriver> {
  const { url, close: closeServer } = await startS3rver();
  const store = openAt(url);
  await store.ensureBucket('cutroom');
  const close = async () => {
    store.close();
    await closeServer();
  };
  return { store, bucket: 'cutroom', close };
}

async function openRealS3(): Promise<OpenedDriver> {
  const bucket = `cutroom-test-${process.pid}-${Date.now()}`;
  const store = createObjectStore({
    driver: 's3',
    region: process.env['AWS_REGION'] ?? 'us-east-1',
    endpoint,
    accessKeyId: process.env['AWS_ACCESS_KEY_ID'],
    secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'],
  });
  await store.ensureBucket(bucket);
  const close = async () => {
    for await (const { key } of store.list(bucket, '')) await store.remove({ bucket, key });
    store.close();
  };
  return { store, bucket, close };
}

/** A client of the server at `url`, with the credentials s3rver knows. */
export function openAt(
  url: string,
  limits = { connectTimeoutMs: 2_000, idleTimeoutMs: 5_000, maxAttempts: 3 },
): ObjectStore {
  return createObjectStore({
    driver: 's3',
    region: 'us-east-1',
    endpoint: url,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    limits,
  });
}
