import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { type ObjectRef, parseObjectUrl } from '#lib/contracts';
import { checkSource } from '../check-source.js';
import type { Fetcher, SourceRules } from '../options.js';
import type { ContentCache } from './content-cache.js';

export interface CachedFetcherOptions {
  readonly fetcher: Fetcher;
  /** As given to `fetcher`: nothing is asked about a source that may not be fetched. */
  readonly rules: SourceRules;
  /** `ObjectStore` of libs/storage satisfies it. */
  readonly objects: {
    stat(
      ref: ObjectRef,
      options?: { readonly signal?: AbortSignal },
    ): Promise<{ readonly etag: string; readonly sizeBytes: number }>;
  };
  readonly cache: ContentCache;
  /** Hears why a file that was fetched could not be kept (full disk, missing rights); its render goes on without the cache. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Versions of objects remembered; the oldest is forgotten first, which costs no more than fetching it again. */
const REMEMBERED = 10_000;

/**
 * Fetches each version of an object once. The store is still asked what the object is now, so a changed or removed one is
 * noticed. Sources from the web are always fetched: their servers' word on what has changed is not ours to trust.
 */
export function cachedFetcher({ fetcher, rules, objects, cache, onTrouble }: CachedFetcherOptions): Fetcher {
  const checksums = new Map<string, string>();
  const remember = (version: string, sha256: string): void => {
    checksums.set(version, sha256);
    const [oldest] = checksums.keys();
    if (checksums.size > REMEMBERED && oldest !== undefined) checksums.delete(oldest);
  };
  return {
    async fetchTo(url, destPath, options = {}) {
      if (!url.startsWith('s3://') || checkSource(url, rules) !== null) return fetcher.fetchTo(url, destPath, options);
      const { signal } = options;
      const { etag, sizeBytes } = await objects.stat(parseObjectUrl(url), signal === undefined ? {} : { signal });
      const version = createHash('sha256')
        .update(JSON.stringify([url, etag, sizeBytes]))
        .digest('hex');
      const sha256 = checksums.get(version);
      if (sha256 !== undefined && (await given(cache, sha256, destPath, sizeBytes))) {
        options.onBytes?.(sizeBytes);
        return { sizeBytes, sha256 };
      }
      const fetched = await fetcher.fetchTo(url, destPath, options);
      try {
        await cache.keep(fetched.sha256, destPath);
        remember(version, fetched.sha256);
      } catch (error) {
        onTrouble?.(error);
      }
      return fetched;
    },
  };
}

/** What is given out is a link to the cache's own file: where it is not right it must be gone before anybody writes there. */
async function given(cache: ContentCache, name: string, destPath: string, sizeBytes: number): Promise<boolean> {
  if (!(await cache.give(name, destPath))) return false;
  if ((await stat(destPath)).size === sizeBytes) return true;
  await rm(destPath, { force: true });
  await cache.drop(name);
  return false;
}
