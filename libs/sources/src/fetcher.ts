import type { Fetcher, FetcherOptions } from './options.js';

export function createFetcher(options: FetcherOptions): Fetcher {
  throw new Error(`not built yet: ${options.maxBytes}`);
}
