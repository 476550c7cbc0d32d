export { isGlobalAddress, isOwnNetworkAddress } from './addresses.js';
export { hostAllowed } from './hosts.js';
export { type PinnedAnswer, type PinnedRequestOptions, pinnedRequest } from './pinned-request.js';
export { type ResolvedHost, type ResolveOptions, type Resolver, resolveHost } from './resolve-host.js';
