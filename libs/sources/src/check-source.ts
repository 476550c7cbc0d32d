import { objectUrlProblem, parseObjectUrl } from '#lib/contracts';
import { hostAllowed } from '#lib/egress';
import type { SourceRules } from './options.js';

const MAX_URL_LENGTH = 2048;

/**
 * Says why a client may not name this source, or null. Looks at the text alone: no name is resolved and nothing
 * contacted, so the API can ask it at POST. Applied again to every redirect. The message names no more than the host
 * or bucket, since the rest of a URL may be a signature.
 */
export function checkSource(url: string, rules: SourceRules): string | null {
  if (url.startsWith('s3://')) return checkObject(url, rules);
  if (url.length > MAX_URL_LENGTH) return `The URL is longer than ${MAX_URL_LENGTH} characters.`;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const schemes = rules.allowHttp === true ? ['https:', 'http:'] : ['https:'];
  if (parsed === null || !schemes.includes(parsed.protocol)) return 'A source is an s3:// or https:// URL.';
  if (parsed.username !== '' || parsed.password !== '') return 'A source URL may not hold a user name or password.';
  if (parsed.port !== '' && !(rules.allowedPorts ?? []).includes(Number(parsed.port))) {
    return `Port ${parsed.port} is not allowed for sources.`;
  }
  if (!hostAllowed(parsed.hostname, rules.allowedHosts))
    return `The host ${parsed.hostname} is not allowed for sources.`;
  return null;
}

function checkObject(url: string, rules: SourceRules): string | null {
  const problem = objectUrlProblem(url);
  if (problem !== null) return problem;
  const { bucket } = parseObjectUrl(url);
  return rules.allowedBuckets.includes(bucket) ? null : `The bucket ${bucket} is not allowed for sources.`;
}
