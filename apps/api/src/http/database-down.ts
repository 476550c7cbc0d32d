/** Connection exceptions (class 08), shutdowns (57P0x) and too many connections, PostgreSQL manual, appendix A. */
const SQLSTATE = /^(08|57P0[1-3]|53300)/;
const SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** node-postgres says these in words only. */
const WORDS = /Connection terminated|timeout exceeded when trying to connect|not connected|Cannot use a pool after/i;

/** True where an error says that PostgreSQL could not be reached, rather than that it refused something. */
export const isDatabaseDown = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseDown);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if ('driverError' in error && isDatabaseDown(error.driverError)) return true;
  return SQLSTATE.test(code) || SYSTEM.has(code) || WORDS.test(error.message);
};
