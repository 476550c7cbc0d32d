import { createHash } from 'node:crypto';
import { CutroomError } from '#lib/contracts';

const SHAPE = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** The contract promises a day at least. */
export const KEY_TTL_SECONDS = 86_400;

/** The `Idempotency-Key` header; null where there is none. @throws CutroomError VALIDATION_FAILED */
export const readIdempotencyKey = (header: string | undefined): string | null => {
  if (header === undefined) return null;
  if (!SHAPE.test(header)) {
    throw new CutroomError('VALIDATION_FAILED', 'Idempotency-Key must be 1 to 255 printable ASCII characters.');
  }
  return header;
};

/** The same for bodies that say the same, in whatever order and spacing. */
export const requestHash = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body, sortedKeys)).digest('hex');

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
