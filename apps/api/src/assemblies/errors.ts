import type { CutroomError } from '#lib/contracts';
import type { ErrorWords } from '../http/error.filter.js';
import { errorBody } from '../http/error-body.js';
import { HTTP_STATUS } from '../http/status.js';

/** As far as routes tell: `/api/v1/output` is `/output`, too. */
const PATHS = /^\/(api\/v1\/(sources|assemblies|output)|output)(\/|$)/;

/** `detail` in words, beside the usual `error`; a request that makes no sense is 422 here. */
export const ASSEMBLY_ERRORS: ErrorWords = {
  covers: (path) => PATHS.test(path),
  statusOf: ({ code }) => (code === 'VALIDATION_FAILED' ? 422 : HTTP_STATUS[code]),
  bodyOf: (error, requestId) => ({ detail: detailOf(error), ...errorBody(error, requestId) }),
};

/** Every problem, since `detail` is all that many clients show. */
const detailOf = ({ message, details }: CutroomError): string =>
  (details.errors ?? []).length > 1 ? (details.errors ?? []).map(saying).join('; ') : message;

/** What speaks of a place names it already. */
const saying = ({ pointer, message }: { readonly pointer: string; readonly message: string }): string =>
  /^(must|is|has|unknown|cannot|holds)\b/.test(message) ? `${pointer} ${message}` : message;
