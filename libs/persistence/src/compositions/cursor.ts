import { CutroomError } from '#lib/contracts';
import type { Composition } from './types.js';

/** The last row of a page, in the order of the list. */
export interface Cursor {
  readonly createdAt: Date;
  readonly compositionId: string;
}

export const encodeCursor = ({ createdAt, compositionId }: Composition): string =>
  Buffer.from(`${createdAt.getTime()}.${compositionId}`).toString('base64url');

/** @throws CutroomError VALIDATION_FAILED where `text` was not made by `encodeCursor`. */
export function decodeCursor(text: string): Cursor {
  const match = /^(\d{1,14})\.(\w{1,64})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (match?.[1] === undefined || match[2] === undefined) {
    throw CutroomError.at('VALIDATION_FAILED', '/cursor', 'cursor must be the next_cursor of an earlier answer');
  }
  return { createdAt: new Date(Number(match[1])), compositionId: match[2] };
}
