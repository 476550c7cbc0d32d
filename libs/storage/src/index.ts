export {
  bucketProblem,
  formatObjectUrl,
  keyProblem,
  MAX_KEY_BYTES,
  objectUrlProblem,
  parseObjectUrl,
} from '#lib/contracts';
export { createObjectStore } from './create-object-store.js';
export { type ServeOptions, serveSignedObject } from './fs/serve.js';
export { type SignedGrant, type SignedUrlCheck, verifySignedUrl } from './fs/signing.js';
export * from './keys.js';
export * from './object-store.js';
export { safeFileName } from './safe-file-name.js';
export { type Content, type RefuseRange, serveContent } from './serve-content.js';
export * from './settings.js';
