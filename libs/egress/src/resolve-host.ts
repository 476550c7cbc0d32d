import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';

export type Resolver = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface ResolveOptions {
  /** Which addresses may be contacted. */
  readonly allowAddress: (address: string) => boolean;
  /** Default: the system's resolver. */
  readonly resolve?: Resolver | undefined;
}

export type ResolvedHost =
  | { readonly kind: 'resolved'; readonly addresses: readonly LookupAddress[] }
  /** At least one of its addresses may not be contacted. */
  | { readonly kind: 'not_allowed' }
  /** `cause` is null where the answer was empty. */
  | { readonly kind: 'unknown'; readonly cause: unknown };

/**
 * Resolves a host once. The caller connects to exactly these addresses: asking again could give others (DNS
 * rebinding). One bad address is enough to refuse the host, since nobody publishes one beside good ones by accident.
 * `hostname` may be an IPv6 address in brackets, as in a URL.
 */
export async function resolveHost(hostname: string, options: ResolveOptions): Promise<ResolvedHost> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const resolve = options.resolve ?? ((name) => dns.lookup(name, { all: true }));
  try {
    const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
    if (addresses.length === 0) return { kind: 'unknown', cause: null };
    const allowed = addresses.every(({ address }) => options.allowAddress(address));
    return allowed ? { kind: 'resolved', addresses } : { kind: 'not_allowed' };
  } catch (cause) {
    return { kind: 'unknown', cause };
  }
}
