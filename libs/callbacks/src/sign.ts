import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
/** Bytes of a secret. Source: Standard Webhooks, "Signature scheme". */
const MIN_BYTES = 24;
const MAX_BYTES = 64;

/** The key in `whsec_…`, or null where the text is no such secret. */
export function parseSecret(secret: string): Buffer | null {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  return key.length >= MIN_BYTES && key.length <= MAX_BYTES ? key : null;
}

export interface SignedParts {
  /** The same on every try, so that a receiver knows a message it has seen. */
  readonly webhookId: string;
  /** Seconds since 1970, of this try. */
  readonly timestamp: number;
  readonly body: string;
}

/** `webhook-signature`: one signature for each secret, so that a secret can be changed without a gap. */
export function signatureOf({ webhookId, timestamp, body }: SignedParts, keys: readonly Buffer[]): string {
  const content = `${webhookId}.${timestamp}.${body}`;
  return keys.map((key) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`).join(' ');
}
