import type { ObjectRef } from '#lib/contracts';

/** What a presigned URL of the fs driver permits. */
export interface SignedGrant {
  readonly method: 'GET' | 'PUT';
  readonly ref: ObjectRef;
  readonly expiresAt: Date;
  readonly contentType: string | null;
  readonly contentLength: number | null;
  readonly downloadName: string | null;
}

export type SignedUrlCheck =
  | { readonly ok: true; readonly grant: SignedGrant }
  | { readonly ok: false; readonly reason: 'malformed' | 'forged' | 'expired' };

/** `url` may be absolute or begin at its path; `/storage/` is looked for in its path. HEAD is allowed where GET is. */
export function verifySignedUrl(method: string, url: string, now: Date, secret: string): SignedUrlCheck {
  throw new Error(`not built yet: ${method} ${url} ${now.toISOString()} ${secret.length}`);
}
