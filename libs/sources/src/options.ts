import type { Readable } from 'node:stream';
import type { ObjectRef } from '#lib/contracts';
import type { Resolver } from '#lib/egress';

/** What a fetch needs of an object store; `ObjectStore` of libs/storage satisfies it. */
export interface ObjectReader {
  get(
    ref: ObjectRef,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly stat: { readonly sizeBytes: number }; readonly body: Readable }>;
}

/** Which sources a client may name at all. */
export interface SourceRules {
  readonly allowedBuckets: readonly string[];
  /** Host names; `*.example.com` stands for every name below example.com, not for example.com itself. */
  readonly allowedHosts: readonly string[];
  /** Ports besides 443. Default none. */
  readonly allowedPorts?: readonly number[];
  /** For tests against plain local servers. Default false. */
  readonly allowHttp?: boolean;
}

export interface FetcherOptions extends SourceRules {
  readonly objects: ObjectReader;
  /** Largest source, in bytes. */
  readonly maxBytes: number;
  /** For the whole fetch with all its redirects, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest silence of a server, in milliseconds. Default 30 000. */
  readonly idleTimeoutMs?: number;
  /** Default: the system's resolver. */
  readonly resolve?: Resolver;
  /** Replaces the rule that only global addresses may be contacted. For tests only. */
  readonly allowAddress?: (address: string) => boolean;
  /** More trusted certificate authorities (PEM), for stores inside a private network. */
  readonly certificateAuthorities?: readonly string[];
}

export interface FetchToOptions {
  readonly signal?: AbortSignal;
  /** Called with the bytes received so far, once a chunk. */
  readonly onBytes?: (received: number) => void;
}

export interface FetchedSource {
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface Fetcher {
  /**
   * Brings a source to `destPath`, which exists afterwards only if all of it arrived.
   * @throws CutroomError SOURCE_NOT_ALLOWED, ASSET_NOT_FOUND, RESOURCE_LIMIT (too large), TIMEOUT and STORAGE_ERROR
   * (both worth a retry unless said otherwise), NO_SPACE, CANCELLED (or the signal's reason where that is a CutroomError)
   */
  fetchTo(url: string, destPath: string, options?: FetchToOptions): Promise<FetchedSource>;
}
