import { createHmac, timingSafeEqual } from 'node:crypto';
import { bucketProblem, keyProblem, type ObjectRef } from '#lib/contracts';

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

const ROUTE = '/storage/';
const PARAMETERS = new Set(['method', 'expires', 'type', 'length', 'name', 'sig']);

/** `publicUrl` is the API's own address, without a slash at the end. */
export function signUrl(publicUrl: string, grant: SignedGrant, secret: string): string {
  const query = new URLSearchParams({ method: grant.method, expires: String(seconds(grant.expiresAt)) });
  if (grant.contentType !== null) query.set('type', grant.contentType);
  if (grant.contentLength !== null) query.set('length', String(grant.contentLength));
  if (grant.downloadName !== null) query.set('name', grant.downloadName);
  query.set('sig', signature(grant, secret).toString('base64url'));
  const path = [grant.ref.bucket, ...grant.ref.key.split('/')].map(encodeURIComponent).join('/');
  return `${publicUrl}${ROUTE}${path}?${query.toString()}`;
}

/** `url` may be absolute or begin at its path; `/storage/` is looked for in its path. HEAD is allowed where GET is. */
export function verifySignedUrl(method: string, url: string, now: Date, secret: string): SignedUrlCheck {
  const read = readUrl(url);
  if (read === null) return { ok: false, reason: 'malformed' };
  const wanted = method === 'HEAD' ? 'GET' : method;
  if (!sameSignature(read.sig, signature(read.grant, secret))) return { ok: false, reason: 'forged' };
  if (wanted !== read.grant.method) return { ok: false, reason: 'forged' };
  if (now.getTime() >= read.grant.expiresAt.getTime()) return { ok: false, reason: 'expired' };
  return { ok: true, grant: read.grant };
}

/** Over JSON, in which no field can run into the next. The version keeps older signatures apart from later forms. */
function signature(grant: SignedGrant, secret: string): Buffer {
  const { method, ref, expiresAt, contentType, contentLength, downloadName } = grant;
  const fields = ['v1', method, ref.bucket, ref.key, seconds(expiresAt), contentType, contentLength, downloadName];
  return createHmac('sha256', secret).update(JSON.stringify(fields)).digest();
}

function sameSignature(text: string, expected: Buffer): boolean {
  const given = Buffer.from(text, 'base64url');
  // The text itself is compared too: base64 has several spellings of the same bytes.
  return given.length === expected.length && timingSafeEqual(given, expected) && given.toString('base64url') === text;
}

function readUrl(url: string): { grant: SignedGrant; sig: string } | null {
  if (!URL.canParse(url, 'http://storage.invalid')) return null;
  const { pathname, searchParams: query } = new URL(url, 'http://storage.invalid');
  const names = [...query.keys()];
  if (names.some((name) => !PARAMETERS.has(name)) || new Set(names).size !== names.length) return null;
  const ref = readPath(pathname);
  const method = query.get('method');
  const expires = wholeNumber(query.get('expires'));
  const length = query.get('length');
  const contentLength = length === null ? null : wholeNumber(length);
  if (ref === null || expires === null || (method !== 'GET' && method !== 'PUT')) return null;
  if (length !== null && contentLength === null) return null;
  const described = { contentType: query.get('type'), contentLength, downloadName: query.get('name') };
  return { grant: { method, ref, expiresAt: new Date(expires * 1000), ...described }, sig: query.get('sig') ?? '' };
}

function readPath(pathname: string): ObjectRef | null {
  const at = pathname.indexOf(ROUTE);
  if (at < 0) return null;
  const path = pathname.slice(at + ROUTE.length);
  const slash = path.indexOf('/');
  const bucket = path.slice(0, Math.max(slash, 0));
  try {
    const key = path
      .slice(slash + 1)
      .split('/')
      .map(decodeURIComponent)
      .join('/');
    return bucketProblem(bucket) === null && keyProblem(key) === null ? { bucket, key } : null;
  } catch {
    return null;
  }
}

function wholeNumber(text: string | null): number | null {
  if (text === null || !/^(0|[1-9]\d{0,14})$/.test(text)) return null;
  return Number(text);
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
