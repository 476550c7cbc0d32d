import { unsatisfiableRange } from './faults.js';
import type { ByteRange } from './object-store.js';

/** First and last byte, both within the object. */
export interface ResolvedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Clamps a range to an object of `sizeBytes`.
 * @throws CutroomError STORAGE_ERROR where it begins beyond the last byte or ends before it begins
 */
export function resolveRange(range: ByteRange, sizeBytes: number): ResolvedRange {
  const end = Math.min(range.end ?? sizeBytes - 1, sizeBytes - 1);
  if (!Number.isSafeInteger(range.start) || range.start < 0 || range.start > end) throw unsatisfiableRange();
  return { start: range.start, end };
}
