import { CutroomError } from '#lib/contracts';
import { errorCode, missingObject, noSpace, permanentFault, transientFault } from '../faults.js';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const MISSING = new Set(['ENOENT', 'ENOTDIR']);
/** Pass when other work ends: no free descriptor, a network file system that hiccups. */
const PASSING = new Set(['EMFILE', 'ENFILE', 'EAGAIN', 'EBUSY', 'EINTR', 'EIO', 'ESTALE', 'ETIMEDOUT', 'ENOMEM']);

/** Gives a file system error its code; one that is ours already stays as it is. */
export function fsFault(error: unknown): CutroomError {
  if (error instanceof CutroomError) return error;
  const code = errorCode(error);
  if (FULL.has(code)) return noSpace(error);
  if (MISSING.has(code)) return missingObject(error);
  if (PASSING.has(code)) return transientFault('The object store could not be used just now.', error);
  return permanentFault('The object store could not be used.', error);
}
