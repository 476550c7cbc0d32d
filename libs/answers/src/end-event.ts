import { type CompositionEvent, isTerminal, terminalSeq } from '#lib/contracts';
import type { Composition } from '#lib/persistence';
import { errorOf } from './composition.js';

/** What watchers are told of the end of a composition; null while it has none. */
export const endEvent = (row: Composition, seq = terminalSeq(row.attempt)): CompositionEvent | null =>
  isTerminal(row.status)
    ? {
        ...{ type: row.status, seq, composition_id: row.compositionId, timestamp: new Date().toISOString() },
        ...{ status: row.status, progress: row.progress, error: errorOf(row) },
      }
    : null;
