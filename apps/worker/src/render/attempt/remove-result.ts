import type { RenderResult } from '#lib/persistence';
import type { ObjectStore } from '#lib/storage';

/** Removes all objects of a result. The video goes last: while it is there, the rest is found and tried again. */
export async function removeResult(store: Pick<ObjectStore, 'remove'>, result: RenderResult): Promise<void> {
  for (const rendition of result.renditions ?? []) await store.remove(rendition);
  // A result that is a thumbnail alone is removed once.
  if (result.thumbnail !== null && result.thumbnail.key !== result.key) await store.remove(result.thumbnail);
  await store.remove(result);
}
