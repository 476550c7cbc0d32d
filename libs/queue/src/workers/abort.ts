/**
 * Why a job's signal was aborted. `lock-lost`: Redis no longer holds this worker's lock, so another may run the job.
 * `drain`: this process is going down; hand the work back.
 */
export type AbortKind = 'lock-lost' | 'drain';

export class JobAbort extends Error {
  override readonly name = 'JobAbort';
  constructor(readonly kind: AbortKind) {
    super(kind === 'drain' ? 'The worker is shutting down.' : 'The lock of this job was lost.');
  }
}

/** The kind behind an aborted signal; null when it is not aborted, or by somebody else. */
export const abortKind = (signal: AbortSignal): AbortKind | null =>
  signal.reason instanceof JobAbort ? signal.reason.kind : null;
