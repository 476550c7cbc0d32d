import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import S3rver, { type S3rverStore } from 's3rver';

export async function startS3rver(): Promise<{ url: string; close(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'cutroom-s3-'));
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory });
  answerOnceWritten(server.store);
  const { port } = await server.run();
  const close = async () => {
    await server.close();
    await rm(directory, { recursive: true });
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

/**
 * s3rver answers as soon as it has read a body, and writes it meanwhile: on a busy machine a client that asked for it at once was
 * told of an empty object. A store that people have answers when it has the object.
 */
function answerOnceWritten(store: S3rverStore): void {
  const { putObject, putPart } = store;
  store.putObject = (object) =>
    written(store.getResourcePath(object.bucket, object.key, 'object'), () => putObject.call(store, object));
  store.putPart = (bucket, uploadId, part, content) =>
    written(join(store.getResourcePath(bucket, undefined, 'uploads'), uploadId, `${part}`), () =>
      putPart.call(store, bucket, uploadId, part, content),
    );
}

/** Another writer of the same key may have left less: then there is nothing to wait for. */
const ROUNDS = 10_000;

async function written<T extends { readonly size: number }>(path: string, put: () => Promise<T>): Promise<T> {
  // What is there already could be as long as what is to come.
  await rm(path, { force: true });
  const result = await put();
  for (let round = 0; round < ROUNDS && (await sizeOf(path)) < result.size; round += 1) await setImmediate();
  return result;
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => -1,
  );
