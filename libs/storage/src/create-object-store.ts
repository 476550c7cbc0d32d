import type { ObjectStore } from './object-store.js';
import type { StorageSettings } from './settings.js';

export function createObjectStore(settings: StorageSettings): ObjectStore {
  throw new Error(`driver ${settings.driver} is not built yet`);
}
