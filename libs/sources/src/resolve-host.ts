import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { isGlobalAddress } from './addresses.js';
import { errorCode, notAllowed, unreachable } from './faults.js';
import type { FetcherOptions } from './options.js';

/**
 * Resolves a host once. The caller connects to exactly these addresses: asking again could give others (DNS
 * rebinding). One bad address is enough to refuse the host, since nobody publishes one beside good ones by accident.
 * @throws CutroomError SOURCE_NOT_ALLOWED, or STORAGE_ERROR where the name does not resolve
 */
export async function resolveHost(
  hostname: string,
  options: Pick<FetcherOptions, 'resolve' | 'allowAddress'>,
): Promise<readonly LookupAddress[]> {
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), options);
  const allowed = options.allowAddress ?? isGlobalAddress;
  if (!addresses.every(({ address }) => allowed(address))) {
    throw notAllowed(`The host ${hostname} is not on the public internet.`);
  }
  return addresses;
}

async function lookup(host: string, options: Pick<FetcherOptions, 'resolve'>): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const resolve = options.resolve ?? ((name) => dns.lookup(name, { all: true }));
  const addresses = await resolve(host).catch((error: unknown) => {
    throw unreachable(`The host ${host} could not be resolved (${errorCode(error) || 'unknown'}).`, error);
  });
  if (addresses.length === 0) throw unreachable(`The host ${host} has no address.`);
  return addresses;
}
