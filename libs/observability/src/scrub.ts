/** Ends of a URL in running text or JSON. */
const URL_PART = String.raw`[^\s"'<>\\?#@]*`;
const QUERY = new RegExp(String.raw`(\b[a-z][a-z0-9+.-]*://${URL_PART}(?:@${URL_PART})?)\?[^\s"'<>\\]*`, 'gi');
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"'<>\\/?#@]*(?:@[^\s"'<>\\/?#@]*)*@/gi;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const SIGNATURE = /\b((?:X-Amz-[\w-]+|signature|sig|token|secret)=)[^\s&"'<>\\]+/gi;
const ABSOLUTE_PATH = /(?<![\w:/.])(?:file:)?\/(?:[\w.@%+~-]+\/)+([\w.@%+~-]*)/g;

/**
 * Text that may be kept: no credentials in URLs, no query strings (a presigned URL is a key to the object), no tokens.
 * Safe on JSON as well: it never eats a quote or a backslash.
 */
export const scrubSecrets = (text: string): string =>
  text.replace(USER_INFO, '$1***@').replace(QUERY, '$1?***').replace(BEARER, '$1 ***').replace(SIGNATURE, '$1***');

/** Text that may be shown to a user: no secrets, and of a path on this machine no more than its last part. */
export const scrubForUser = (text: string): string => scrubSecrets(text).replace(ABSOLUTE_PATH, '$1');
