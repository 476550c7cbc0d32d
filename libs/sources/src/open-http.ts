import type { Readable } from 'node:stream';
import { type Agent, request } from 'undici';
import { checkSource } from './check-source.js';
import { notAllowed, refused } from './faults.js';
import { networkFault, statusFault } from './http-faults.js';
import type { FetcherOptions } from './options.js';
import { pinnedAgent } from './pinned-agent.js';
import { resolveHost } from './resolve-host.js';

export interface OpenedSource {
  /** Null where the sender does not say. */
  readonly declaredBytes: number | null;
  readonly body: Readable;
  readonly translate: (error: unknown) => Error;
  /** Ends the connection, whatever state it is in. */
  readonly close: () => Promise<void>;
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
  const addresses = await abortable(resolveHost(url.hostname, options), signal);
  const { idleTimeoutMs = DEFAULT_IDLE_TIMEOUT_MS, certificateAuthorities } = options;
  const agent = pinnedAgent(addresses, { idleTimeoutMs, certificateAuthorities });
  try {
    const hop = await send(url, agent, signal);
    if ('redirect' in hop) await agent.destroy();
    return hop;
  } catch (error) {
    await agent.destroy();
    throw networkFault(error, url.hostname);
  }
}

async function send(url: URL, agent: Agent, signal: AbortSignal): Promise<Hop> {
  // Identity: what is stored is what was sent, and no small answer unpacks into a large one.
  const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'cutroom' };
  const { statusCode, headers: answer, body } = await request(url, { dispatcher: agent, headers, signal });
  // A body nobody reads may still fail, when its connection is taken down.
  body.on('error', () => {});
  const location = answer['location'];
  if (REDIRECTS.has(statusCode) && typeof location === 'string') return { redirect: redirectTarget(location, url) };
  if (statusCode !== 200) throw statusFault(statusCode, url.hostname);
  return {
    declaredBytes: declaredLength(answer['content-length']),
    body,
    translate: (error) => networkFault(error, url.hostname),
    close: () => agent.destroy(),
  };
}

function redirectTarget(location: string, from: URL): string {
  if (!URL.canParse(location, from.href)) throw refused(`The host ${from.hostname} redirects to nowhere.`);
  return new URL(location, from).href;
}

function declaredLength(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
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
