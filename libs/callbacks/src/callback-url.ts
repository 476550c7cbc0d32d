import { isIP } from 'node:net';
import { hostAllowed, isGlobalAddress } from '#lib/egress';

/** Which places clients may have called back. */
export interface CallbackRules {
  /** Hosts on the public internet, by https; `*` stands for every one. */
  readonly publicHosts: readonly string[];
  /** Hosts of the operator's own network: also by http, on any port, at private addresses. */
  readonly ownHosts: readonly string[];
}

const MAX_URL_LENGTH = 2048;
const PUBLIC_PORTS = ['', '8443'];
/** Names that never lead to the public internet. Source: RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa|test|invalid)$/;

export const isOwnHost = (hostname: string, { ownHosts }: CallbackRules): boolean => hostAllowed(hostname, ownHosts);

/**
 * Says why a client may not be called back there, or null. Looks at the text alone, so that the API can ask it at POST;
 * where the name leads is judged again before every try.
 */
export function callbackUrlProblem(url: string, rules: CallbackRules): string | null {
  if (url.length > MAX_URL_LENGTH) return `must be a URL of at most ${MAX_URL_LENGTH} characters`;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !['https:', 'http:'].includes(parsed.protocol)) return 'must be an https:// URL';
  if (parsed.username !== '' || parsed.password !== '') return 'must not hold a user name or password';
  if (isOwnHost(parsed.hostname, rules)) return null;
  if (parsed.protocol !== 'https:') return 'must be an https:// URL';
  return publicHostProblem(parsed, rules);
}

function publicHostProblem({ hostname, port }: URL, { publicHosts }: CallbackRules): string | null {
  const address = hostname.replace(/^\[|\]$/g, '');
  const named = isIP(address) === 0;
  const local = named ? !hostname.includes('.') || LOCAL_NAME.test(hostname) : !isGlobalAddress(address);
  if (local) return `must name a host on the public internet, and ${hostname} is none`;
  if (!publicHosts.includes('*') && !hostAllowed(hostname, publicHosts)) {
    return `must name a host that may be called back, and ${hostname} is none`;
  }
  return PUBLIC_PORTS.includes(port) ? null : `must use port 443 or 8443, not ${port}`;
}
