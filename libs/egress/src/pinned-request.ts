import type { LookupAddress } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';

export interface PinnedRequestOptions {
  readonly signal: AbortSignal;
  /** Sent by POST; without it the request is a GET. */
  readonly body?: Buffer | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly idleTimeoutMs: number;
  readonly certificateAuthorities?: readonly string[] | undefined;
}

export interface PinnedAnswer {
  readonly answer: IncomingMessage;
  /** Ends the connection, whatever state it is in. */
  readonly close: () => void;
}

/**
 * Sends a request to these addresses and no others; TLS still asks for the host's own name. No redirect is followed and
 * nothing unpacked. Node's own client, since undici 7, the last for Node 20, has an assertion in a socket handler that
 * a server closing at the wrong moment turns into the end of the process (nodejs/undici#5360).
 */
export function pinnedRequest(
  url: URL,
  addresses: readonly LookupAddress[],
  options: PinnedRequestOptions,
): Promise<PinnedAnswer> {
  const { signal, idleTimeoutMs, certificateAuthorities, body, headers } = options;
  const ca = certificateAuthorities === undefined ? {} : { ca: [...rootCertificates, ...certificateAuthorities] };
  const send = url.protocol === 'http:' ? requestHttp : requestHttps;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      ...ca,
      signal,
      agent: false,
      lookup: pinnedLookup(addresses),
      timeout: idleTimeoutMs,
      // Identity: what is stored is what was sent, and no small answer unpacks into a large one.
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'cutroom', ...headers },
      method: body === undefined ? 'GET' : 'POST',
    });
    request.on('timeout', () => request.destroy(new Error('The server is silent.')));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The connection was closed without an answer.')));
    request.on('response', (answer) => resolve(opened(request, answer)));
    request.end(body);
  });
}

function opened(request: ClientRequest, answer: IncomingMessage): PinnedAnswer {
  // A body nobody reads may still fail, when its connection is taken down.
  answer.on('error', () => {});
  return { answer, close: () => void request.destroy() };
}

function pinnedLookup(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else if (first !== undefined) callback(null, first.address, first.family);
    else callback(new Error('no address'), '', 0);
  };
}
