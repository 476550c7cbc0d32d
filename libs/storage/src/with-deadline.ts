import { transientFault } from './faults.js';

/** Gives up waiting after `timeoutMs`. @throws CutroomError STORAGE_ERROR, transient */
export async function withDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(transientFault('The object store does not answer.')), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
