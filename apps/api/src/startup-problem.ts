import { isDatabaseDown } from './http/database-down.js';

/** Why the API cannot start, in one line that tells what to do. Never a connection string: it may hold a password. */
export const startupProblem = (error: unknown): string => {
  if (error instanceof Error && 'code' in error) {
    const port = 'port' in error && typeof error.port === 'number' ? ` ${error.port}` : '';
    if ('syscall' in error && error.syscall === 'listen') {
      if (error.code === 'EADDRINUSE') return `Port${port} is taken by another program; choose one with PORT.`;
      if (error.code === 'EACCES') return `Port${port} may not be used by this user; choose one with PORT.`;
      return `The API cannot listen (${String(error.code)}); check HOST and PORT.`;
    }
  }
  if (isDatabaseDown(error)) return 'PostgreSQL cannot be reached; check DATABASE_URL and that it runs.';
  return `The API cannot start: ${error instanceof Error ? error.message : String(error)}`;
};
