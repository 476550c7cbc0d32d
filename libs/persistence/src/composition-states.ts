import type { DataSource } from 'typeorm';
import type { CompositionStatus, Progress } from '#lib/contracts';
import type { JsonObject } from './json.js';
import { type Owed, statusWhereOwed } from './project-exports/status.js';
import { query } from './query.js';

/** As much of a composition as those who watch it need. */
export interface CompositionState {
  readonly compositionId: string;
  readonly status: CompositionStatus;
  readonly progress: Progress;
  readonly attempt: number;
  readonly updatedAt: Date;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorDetails: JsonObject | null;
}

interface Row extends CompositionState {
  /** Null where nothing is owed to a project. */
  readonly owed: { readonly [Field in keyof Owed]: string | null } | null;
}

/** Reads for many watchers at once. */
export class CompositionStates {
  constructor(private readonly dataSource: DataSource) {}

  /** In one statement; ids that do not exist are left out, and the order is not that of `compositionIds`. */
  async read(compositionIds: readonly string[]): Promise<readonly CompositionState[]> {
    const { rows } = await query<Row>(
      this.dataSource.manager,
      `SELECT c.composition_id AS "compositionId", c.status, c.progress, c.attempt, c.updated_at AS "updatedAt",
              c.error_code AS "errorCode", c.error_message AS "errorMessage", c.error_details AS "errorDetails",
              CASE WHEN e.composition_id IS NOT NULL THEN json_build_object(
                'exportedAt', e.exported_at, 'cancelledAt', e.cancelled_at, 'error', e.error) END AS owed
       FROM compositions AS c LEFT JOIN project_exports AS e USING (composition_id)
       WHERE c.composition_id = ANY($1::varchar[])`,
      [compositionIds],
    );
    return rows.map(({ owed, ...state }) => (owed === null ? state : whereOwed(state, owed)));
  }
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** As those who wait for the file see it. */
function whereOwed(state: CompositionState, owed: NonNullable<Row['owed']>): CompositionState {
  const { exportedAt, cancelledAt } = { exportedAt: dateOf(owed.exportedAt), cancelledAt: dateOf(owed.cancelledAt) };
  const status = statusWhereOwed(state.status, { ...owed, exportedAt, cancelledAt });
  if (status === state.status) return { ...state, updatedAt: exportedAt ?? state.updatedAt };
  const failed = status === 'failed' ? { errorCode: 'PROCESSING_FAILED', errorMessage: owed.error } : {};
  const message = status === 'processing' ? 'Putting the film into its project' : '';
  // As far as its render came, so that watchers take it for news.
  const progress: Progress = { stage: 'uploading', percentage: 100, message };
  return { ...state, ...failed, status, progress, updatedAt: cancelledAt ?? state.updatedAt };
}
