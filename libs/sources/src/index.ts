export { isGlobalAddress } from './addresses.js';
export { checkSource } from './check-source.js';
export { createFetcher } from './fetcher.js';
export * from './options.js';
