import {
  type CompositionEvent,
  type CompositionStatus,
  isTerminal,
  type Progress,
  SEQ_PER_ATTEMPT,
  STAGES,
  type StoredError,
  terminalSeq,
} from '#lib/contracts';
import type { CompositionState } from '#lib/persistence';

/** Where a composition stands, as its watchers are told: what came from Postgres and from Redis, put together. */
export interface WatchedState {
  readonly compositionId: string;
  readonly seq: number;
  readonly status: CompositionStatus;
  readonly progress: Progress;
  readonly error: StoredError | null;
  readonly timestamp: string;
}

export const fromRow = (row: CompositionState): WatchedState => ({
  compositionId: row.compositionId,
  // Postgres keeps no counter: any event of the attempt is newer than what it stored, and only its end is not.
  seq: isTerminal(row.status) ? terminalSeq(row.attempt) : row.attempt * SEQ_PER_ATTEMPT,
  status: row.status,
  progress: row.progress,
  error:
    row.errorCode === null
      ? null
      : { code: row.errorCode, message: row.errorMessage ?? '', details: row.errorDetails ?? {} },
  timestamp: row.updatedAt.toISOString(),
});

/** A progress event says nothing of the status, but only what runs has progress. */
export const fromEvent = (event: CompositionEvent): WatchedState => ({
  compositionId: event.composition_id,
  seq: event.seq,
  status: event.type === 'progress' ? 'processing' : event.status,
  progress: event.progress,
  error: event.type === 'progress' ? null : event.error,
  timestamp: event.timestamp,
});

const sameProgress = (a: Progress, b: Progress): boolean =>
  a.stage === b.stage && a.percentage === b.percentage && a.message === b.message;

/** Where one stage ends the next begins: at the same percentage the earlier stage is the older news. */
const lags = (next: Progress, known: Progress): boolean =>
  next.percentage < known.percentage ||
  (next.percentage === known.percentage && STAGES.indexOf(next.stage) < STAGES.indexOf(known.stage));

/**
 * The later of two states, with a percentage that never falls (a second attempt begins again, its watchers do not).
 * Gives `known` itself where `next` brings nothing new. `polled`: from Postgres, which knows the status for certain
 * but lags behind in progress.
 */
export const advance = (known: WatchedState, next: WatchedState, polled: boolean): WatchedState => {
  if (isTerminal(known.status)) return known;
  if (!polled && next.seq <= known.seq) return known;
  // Read before an event that came meanwhile: an older attempt's row.
  if (polled && Math.floor(next.seq / SEQ_PER_ATTEMPT) < Math.floor(known.seq / SEQ_PER_ATTEMPT)) return known;
  const rises = next.progress.percentage >= known.progress.percentage;
  const progress = rises ? next.progress : { ...next.progress, percentage: known.progress.percentage };
  const behind = polled && lags(next.progress, known.progress) && next.status === known.status;
  const unchanged = next.status === known.status && sameProgress(progress, known.progress);
  if (behind || (polled && unchanged)) return known;
  // News from Postgres has no number of its own. The next one: what the worker numbers so says the same, a moment later.
  return { ...next, progress, seq: polled ? Math.max(next.seq, known.seq + 1) : next.seq };
};
