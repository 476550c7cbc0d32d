import type { RenderResult } from '#lib/persistence';
import type { ObjectStore } from '#lib/storage';

/** Removes all objects of a result. The video goes last: while it is there, the rest is found and tried again. */
export async function removeResult(store: Pick<ObjectStore, 'remove'>, result: RenderResult): Promise<void> {
  for (const rendition of result.renditions ?? []) await store.remove(rendition);
  if (result.thumbnail !== null) await store.remove(result.thumbnail);
  await store.remove(result);
}
