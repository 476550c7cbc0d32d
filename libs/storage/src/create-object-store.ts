import { FsObjectStore } from './fs/fs-object-store.js';
import type { ObjectStore } from './object-store.js';
import { S3ObjectStore } from './s3/s3-object-store.js';
import type { StorageSettings } from './settings.js';

/** Contacts nothing and touches no disk; `ensureBucket` does. */
export function createObjectStore(settings: StorageSettings): ObjectStore {
  return settings.driver === 'fs' ? new FsObjectStore(settings) : new S3ObjectStore(settings);
}
