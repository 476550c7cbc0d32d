import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { cancelled, errorCode } from '../faults.js';
import type { ObjectStat, PutOptions } from '../object-store.js';
import { readChunks } from '../read-chunks.js';
import { CHUNK_BYTES } from '../read-local-file.js';
import { encodeFooter, type Footer } from './footer.js';
import { fsFault } from './fs-faults.js';

/** Writes below `tmpDir`, on the same file system as `path`, and moves the whole object to `path` in one step. */
export async function writeObject(
  tmpDir: string,
  path: string,
  body: Readable | Buffer,
  options: PutOptions,
): Promise<ObjectStat> {
  return publish(tmpDir, path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      return await fill(file, body, options);
    } finally {
      await file.close();
    }
  });
}

/**
 * A local file as an object. The system copies it: it does so in half the time of reading and writing, and shares the blocks
 * where the file system can. What is hashed is what was stored.
 */
export async function writeFileObject(
  tmpDir: string,
  path: string,
  source: string,
  { contentType, signal }: PutOptions,
): Promise<ObjectStat> {
  return publish(tmpDir, path, async (temporary) => {
    await copyFile(source, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const file = await open(temporary, 'a+');
    try {
      return await seal(file, { ...(await hashed(file, signal)), contentType: contentType ?? null });
    } finally {
      await file.close();
    }
  });
}

/** A copy with a life of its own; shares its blocks with the original where the file system can. */
export async function copyObject(tmpDir: string, from: string, to: string): Promise<void> {
  await publish(tmpDir, to, async (temporary) => {
    await copyFile(from, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const file = await open(temporary, 'r+');
    try {
      const now = new Date();
      await file.utimes(now, now);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

async function publish<T>(tmpDir: string, path: string, make: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = join(tmpDir, randomUUID());
  try {
    await mkdir(tmpDir, { recursive: true });
    const made = await make(temporary);
    await moveInto(temporary, path);
    return made;
  } catch (error) {
    await rm(temporary, { force: true });
    throw fsFault(error);
  }
}

async function fill(file: FileHandle, body: Readable | Buffer, options: PutOptions): Promise<ObjectStat> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of Buffer.isBuffer(body) ? [body] : readChunks(body, options.signal)) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    await file.appendFile(chunk);
  }
  return seal(file, { sizeBytes, etag: hash.digest('hex'), contentType: options.contentType ?? null });
}

/** Into the same piece of memory again and again: the system takes longer to find new ones than to fill them. */
async function hashed(file: FileHandle, signal: AbortSignal | undefined): Promise<Pick<Footer, 'sizeBytes' | 'etag'>> {
  const hash = createHash('sha256');
  const memory = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let sizeBytes = 0; ; ) {
    if (signal?.aborted === true) throw cancelled(signal);
    const { bytesRead } = await file.read(memory, 0, memory.length, sizeBytes);
    if (bytesRead === 0) return { sizeBytes, etag: hash.digest('hex') };
    hash.update(memory.subarray(0, bytesRead));
    sizeBytes += bytesRead;
  }
}

/** Says behind the bytes what they are, and waits for the disk. */
async function seal(file: FileHandle, footer: Footer): Promise<ObjectStat> {
  await file.appendFile(encodeFooter(footer));
  await file.sync();
  return { ...footer, modifiedAt: (await file.stat()).mtime };
}

async function moveInto(temporary: string, path: string): Promise<void> {
  const folder = dirname(path);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(folder, { recursive: true });
      await rename(temporary, path);
      break;
    } catch (error) {
      // Somebody removing the last object of this folder takes the folder with it.
      if (errorCode(error) !== 'ENOENT' || attempt === 5) throw error;
    }
  }
  await syncFolder(folder);
}

/** Without it the new name may be lost with the power. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
