import { access, constants, mkdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { ObjectRef } from '#lib/contracts';
import { checkPresign } from '../check-ref.js';
import { cancelled, permanentFault } from '../faults.js';
import type {
  GetOptions,
  ObjectBody,
  ObjectEntry,
  ObjectStat,
  ObjectStore,
  PresignOptions,
  PutOptions,
} from '../object-store.js';
import { checkLocalFile } from '../read-local-file.js';
import type { FsStorageSettings } from '../settings.js';
import { withDeadline } from '../with-deadline.js';
import { fsFault } from './fs-faults.js';
import { listObjects } from './list-objects.js';
import { Locations } from './locations.js';
import { readObject, statObject } from './read-object.js';
import { removeObject } from './remove-object.js';
import { type SignedUrlCheck, signUrl, verifySignedUrl } from './signing.js';
import { sweepTemporary } from './sweep.js';
import { copyObject, writeFileObject, writeObject } from './write-object.js';

/** A directory as an object store. Any number of processes may share it. */
export class FsObjectStore implements ObjectStore {
  readonly driver = 'fs';
  readonly #settings: FsStorageSettings;
  readonly #at: Locations;

  constructor(settings: FsStorageSettings) {
    this.#settings = settings;
    this.#at = new Locations(settings.root);
  }

  ensureBucket(bucket: string): Promise<void> {
    return coded(async () => {
      await mkdir(await this.#at.bucket(bucket), { recursive: true });
      await sweepTemporary(await this.#at.temporary(), new Date());
    });
  }

  async put(ref: ObjectRef, body: Readable | Buffer, options: PutOptions = {}): Promise<ObjectStat> {
    // Heard from the start: a source may fail before its first byte is asked for.
    if (!Buffer.isBuffer(body)) body.on('error', () => {});
    try {
      return await coded(async () => {
        if (options.signal?.aborted === true) throw cancelled(options.signal);
        await this.#at.existingBucket(ref.bucket);
        return writeObject(await this.#at.temporary(), await this.#at.object(ref), body, options);
      });
    } finally {
      if (!Buffer.isBuffer(body)) body.destroy();
    }
  }

  async putFile(ref: ObjectRef, path: string, options: PutOptions = {}): Promise<ObjectStat> {
    await checkLocalFile(path);
    return coded(async () => {
      if (options.signal?.aborted === true) throw cancelled(options.signal);
      await this.#at.existingBucket(ref.bucket);
      return writeFileObject(await this.#at.temporary(), await this.#at.object(ref), path, options);
    });
  }

  get(ref: ObjectRef, options: GetOptions = {}): Promise<ObjectBody> {
    return coded(async () => readObject(await this.#at.object(ref), options));
  }

  stat(ref: ObjectRef, options: { readonly signal?: AbortSignal } = {}): Promise<ObjectStat> {
    return coded(async () => {
      if (options.signal?.aborted === true) throw cancelled(options.signal);
      return statObject(await this.#at.object(ref));
    });
  }

  copy(from: ObjectRef, to: ObjectRef): Promise<ObjectStat> {
    return coded(async () => {
      const source = await this.#at.object(from);
      const target = await this.#at.object(to);
      await this.#at.existingBucket(to.bucket);
      await statObject(source);
      await copyObject(await this.#at.temporary(), source, target);
      return statObject(target);
    });
  }

  remove(ref: ObjectRef): Promise<void> {
    return coded(async () => removeObject(await this.#at.bucket(ref.bucket), await this.#at.object(ref)));
  }

  async *list(bucket: string, prefix: string): AsyncGenerator<ObjectEntry> {
    const folder = await coded(() => this.#at.existingBucket(bucket));
    try {
      yield* listObjects(folder, prefix);
    } catch (error) {
      throw fsFault(error);
    }
  }

  async presignGet(ref: ObjectRef, options: PresignOptions): Promise<string> {
    return this.#sign('GET', ref, options);
  }

  async presignPut(ref: ObjectRef, options: PresignOptions): Promise<string> {
    return this.#sign('PUT', ref, options);
  }

  /** Whether a request for a presigned URL is one this store signed. */
  verify(method: string, url: string, now: Date = new Date()): SignedUrlCheck {
    return verifySignedUrl(method, url, now, this.#settings.signingSecret);
  }

  ping(timeoutMs: number): Promise<void> {
    const reach = async () => {
      const root = await this.#at.root();
      await access(root, constants.R_OK | constants.W_OK).catch((error: unknown) => {
        throw permanentFault('The directory of the object store is gone or may not be written.', error);
      });
    };
    return coded(() => withDeadline(reach(), timeoutMs));
  }

  close(): void {}

  #sign(method: 'GET' | 'PUT', ref: ObjectRef, options: PresignOptions): string {
    checkPresign(ref, options);
    const grant = {
      method,
      ref,
      expiresAt: new Date(Date.now() + options.expiresInSeconds * 1000),
      contentType: options.contentType ?? null,
      contentLength: method === 'PUT' ? (options.contentLength ?? null) : null,
      downloadName: method === 'GET' ? (options.downloadName ?? null) : null,
    };
    return signUrl(this.#settings.publicUrl, grant, this.#settings.signingSecret);
  }
}

async function coded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fsFault(error);
  }
}
