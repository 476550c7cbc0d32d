import { CutroomError } from '#lib/contracts';
import { errorCode, missingObject, noSpace, permanentFault, transientFault, unsatisfiableRange } from '../faults.js';

const FULL = new Set(['InsufficientStorage', 'XMinioStorageFull', 'QuotaExceeded', 'ENOSPC']);
const THROTTLED = new Set(['SlowDown', 'TooManyRequests', 'RequestTimeout', 'OperationAborted', 'ServiceUnavailable']);
const NO_CREDENTIALS = 'CredentialsProviderError';

/** Gives an error of the AWS SDK, or of the network below it, its code. */
export function s3Fault(error: unknown): CutroomError {
  if (error instanceof CutroomError) return error;
  const { name, status } = describe(error);
  if (FULL.has(name) || status === 507 || errorCode(error) === 'ENOSPC') return noSpace(error);
  if (name === 'NoSuchBucket') return permanentFault('There is no such bucket in the store.', error);
  if (name === NO_CREDENTIALS) return permanentFault('There are no credentials for the object store.', error);
  if (status === 416) return unsatisfiableRange(error);
  if (status === 404) return missingObject(error);
  if (status === 401 || status === 403) return permanentFault('The object store refuses access.', error);
  const refused = status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429;
  if (refused && !THROTTLED.has(name)) return permanentFault('The object store refused the request.', error);
  return transientFault('The object store could not be reached or failed.', error);
}

/** For reads: a missing bucket holds no object. */
export function s3ReadFault(error: unknown): CutroomError {
  return describe(error).name === 'NoSuchBucket' ? missingObject(error) : s3Fault(error);
}

/** A status of null: no answer came, or none that could be read. */
function describe(error: unknown): { name: string; status: number | null } {
  if (!(error instanceof Error)) return { name: '', status: null };
  const metadata: unknown = '$metadata' in error ? error.$metadata : null;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) {
    return { name: error.name, status: null };
  }
  return { name: error.name, status: typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null };
}

/** Whether an answer says that somebody is there, though this caller may not ask that. */
export function answeredButRefused(error: unknown): boolean {
  return describe(error).name === 'AccessDenied';
}
