import { CutroomError, parseObjectUrl } from '#lib/contracts';
import { unreachable } from './faults.js';
import type { OpenedSource } from './open-http.js';
import type { ObjectReader } from './options.js';

/** The bucket must have been checked. */
export async function openObject(url: string, objects: ObjectReader, signal: AbortSignal): Promise<OpenedSource> {
  const { stat, body } = await objects.get(parseObjectUrl(url), { signal });
  return {
    declaredBytes: stat.sizeBytes,
    body,
    translate: (error) =>
      error instanceof CutroomError ? error : unreachable('The object store broke off in the middle.', error),
    close: () => void body.destroy(),
  };
}
