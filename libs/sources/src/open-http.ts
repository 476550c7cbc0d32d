import type { LookupAddress } from 'node:dns';
import type { Readable } from 'node:stream';
import { isGlobalAddress, pinnedRequest, resolveHost } from '#lib/egress';
import { checkSource } from './check-source.js';
import { errorCode, notAllowed, refused, unreachable } from './faults.js';
import { networkFault, statusFault } from './http-faults.js';
import type { FetcherOptions } from './options.js';

export interface OpenedSource {
  /** Null where the sender does not say. */
  readonly declaredBytes: number | null;
  readonly body: Readable;
  readonly translate: (error: unknown) => Error;
  /** Ends the connection, whatever state it is in. */
  readonly close: () => void;
}

export const DEFAULT_IDLE_TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

type Hop = OpenedSource | { readonly redirect: string };

/** Follows redirects itself, so that each passes every check the first URL passed. */
export async function openHttp(url: string, options: FetcherOptions, signal: AbortSignal): Promise<OpenedSource> {
  let current = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const problem = checkSource(current, options);
    if (problem !== null || current.startsWith('s3:')) {
      throw notAllowed(redirects === 0 ? (problem ?? '') : `The source redirects elsewhere. ${problem ?? ''}`.trim());
    }
    const hop = await openHop(new URL(current), options, signal);
    if (!('redirect' in hop)) return hop;
    current = hop.redirect;
  }
  throw refused(`The source redirects more than ${MAX_REDIRECTS} times.`);
}

async function openHop(url: URL, options: FetcherOptions, signal: AbortSignal): Promise<Hop> {
  const addresses = await abortable(addressesOf(url.hostname, options), signal);
  const { idleTimeoutMs = DEFAULT_IDLE_TIMEOUT_MS, certificateAuthorities } = options;
  const translate = (error: unknown) => networkFault(error, url.hostname);
  const { answer, close } = await pinnedRequest(url, addresses, {
    signal,
    idleTimeoutMs,
    certificateAuthorities,
  }).catch((error: unknown) => {
    throw translate(error);
  });
  const { statusCode = 0, headers } = answer;
  if (statusCode === 200)
    return { declaredBytes: declaredLength(headers['content-length']), body: answer, translate, close };
  close();
  if (REDIRECTS.has(statusCode) && headers.location !== undefined)
    return { redirect: redirectTarget(headers.location, url) };
  throw statusFault(statusCode, url.hostname);
}

async function addressesOf(host: string, options: FetcherOptions): Promise<readonly LookupAddress[]> {
  const { allowAddress = isGlobalAddress, resolve } = options;
  const found = await resolveHost(host, { allowAddress, resolve });
  if (found.kind === 'resolved') return found.addresses;
  if (found.kind === 'not_allowed') throw notAllowed(`The host ${host} is not on the public internet.`);
  if (found.cause === null) throw unreachable(`The host ${host} has no address.`);
  throw unreachable(`The host ${host} could not be resolved (${errorCode(found.cause) || 'unknown'}).`, found.cause);
}

function redirectTarget(location: string, from: URL): string {
  if (!URL.canParse(location, from.href)) throw refused(`The host ${from.hostname} redirects to nowhere.`);
  return new URL(location, from).href;
}

function declaredLength(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

/** The system's resolver cannot be interrupted, only left behind. */
async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
