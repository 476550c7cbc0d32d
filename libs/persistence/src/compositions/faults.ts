import type { StoredError } from '#lib/contracts';

/** The ends that no worker reports, because none is there to report them. */
const fault = (code: string, message: string): StoredError => ({ code, message, details: {} });

export const WORKER_LOST = fault(
  'WORKER_LOST',
  'The workers that rendered this composition stopped before they were done, and it was not tried again.',
);
export const OVERDUE = fault('TIMEOUT', 'Rendering took longer than is allowed.');
export const NEVER_STARTED = fault('TIMEOUT', 'No worker was free to render this composition in time.');
