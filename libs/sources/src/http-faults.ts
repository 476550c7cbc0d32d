import { CutroomError } from '#lib/contracts';
import { errorCode, missingSource, refused, unreachable } from './faults.js';

/** Answers that time may change. Source: RFC 9110 §15.5 and §15.6, RFC 6585 §4. */
const PASSING = new Set([408, 421, 425, 429]);

/** The error for an answer that is neither the source nor a redirect. */
export function statusFault(status: number, host: string): CutroomError {
  if (status === 404 || status === 410) return missingSource();
  const message = `The host ${host} answered with status ${status}.`;
  return status >= 500 || PASSING.has(status) ? unreachable(message) : refused(message);
}

/** The error for a connection that failed or broke. */
export function networkFault(error: unknown, host: string): CutroomError {
  if (error instanceof CutroomError) return error;
  const code = errorCode(error);
  // Nobody repairs a certificate between two tries.
  const certificate =
    code.startsWith('ERR_TLS_') || code.includes('CERT') || code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
  if (certificate) return refused(`The certificate of ${host} is not valid.`, error);
  return unreachable(`The host ${host} could not be reached or broke off.`, error);
}
