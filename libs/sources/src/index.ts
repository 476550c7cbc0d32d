export { type CachedFetcherOptions, cachedFetcher } from './cache/cached-fetcher.js';
export { ContentCache, type ContentCacheOptions } from './cache/content-cache.js';
export { checkSource } from './check-source.js';
export { createFetcher } from './fetcher.js';
export { folderFetcher } from './folder-fetcher.js';
export * from './options.js';
