import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectRef } from '#lib/contracts';
import { checkBucket, checkRef } from '../check-ref.js';
import { errorCode, permanentFault } from '../faults.js';
import { keyToPath } from './key-path.js';

/** Where things lie below the root: `<root>/<bucket>/…` and `<root>/.tmp`, which no bucket can be called. */
export class Locations {
  readonly #root: string;
  #resolved: Promise<string> | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  /** The root with its links resolved, made where it is missing. */
  root(): Promise<string> {
    this.#resolved ??= this.#open().catch((error: unknown) => {
      this.#resolved = null;
      throw error;
    });
    return this.#resolved;
  }

  async temporary(): Promise<string> {
    return join(await this.root(), '.tmp');
  }

  async bucket(bucket: string): Promise<string> {
    checkBucket(bucket);
    return join(await this.root(), bucket);
  }

  /** @throws CutroomError STORAGE_ERROR where there is no such bucket */
  async existingBucket(bucket: string): Promise<string> {
    const folder = await this.bucket(bucket);
    const found = await stat(folder).catch(() => null);
    if (found?.isDirectory() !== true) throw permanentFault('There is no such bucket in the store.');
    return folder;
  }

  /**
   * Path of an object, which need not exist. Keys cannot climb out by themselves; a link somebody put into the
   * store could, so what exists of the way there is resolved and must be what it is called.
   */
  async object(ref: ObjectRef): Promise<string> {
    checkRef(ref);
    const bucket = await this.bucket(ref.bucket);
    const path = join(bucket, keyToPath(ref.key));
    await refuseLinks(dirname(path), await this.root());
    return path;
  }

  async #open(): Promise<string> {
    await mkdir(this.#root, { recursive: true });
    return realpath(this.#root);
  }
}

/** The nearest folder on the way to the root that exists must be reached without links, and so must all above it. */
async function refuseLinks(path: string, root: string): Promise<void> {
  for (let folder = path; folder !== root; folder = dirname(folder)) {
    const real = await realpath(folder).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (real === folder) return;
    if (real !== null) throw permanentFault('A link in the object store leads out of its bucket.');
  }
}
