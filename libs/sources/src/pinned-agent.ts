import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Agent } from 'undici';

export interface PinnedAgentOptions {
  readonly idleTimeoutMs: number;
  readonly certificateAuthorities?: readonly string[] | undefined;
}

/** An HTTP client that connects to these addresses and no others; TLS still asks for the host's own name. */
export function pinnedAgent(addresses: readonly LookupAddress[], options: PinnedAgentOptions): Agent {
  const { idleTimeoutMs, certificateAuthorities } = options;
  const ca = certificateAuthorities === undefined ? {} : { ca: [...rootCertificates, ...certificateAuthorities] };
  return new Agent({
    connect: { lookup: pinnedLookup(addresses), timeout: idleTimeoutMs, autoSelectFamily: true, ...ca },
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    pipelining: 0,
  });
}

function pinnedLookup(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else if (first !== undefined) callback(null, first.address, first.family);
    else callback(new Error('no address'), '', 0);
  };
}
