import type { DataSource } from 'typeorm';
import type { CompositionStatus, Progress } from '#lib/contracts';
import type { JsonObject } from './json.js';
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

/** Reads for many watchers at once. */
export class CompositionStates {
  constructor(private readonly dataSource: DataSource) {}

  /** In one statement; ids that do not exist are left out, and the order is not that of `compositionIds`. */
  async read(compositionIds: readonly string[]): Promise<readonly CompositionState[]> {
    const { rows } = await query<CompositionState>(
      this.dataSource.manager,
      `SELECT composition_id AS "compositionId", status, progress, attempt, updated_at AS "updatedAt",
              error_code AS "errorCode", error_message AS "errorMessage", error_details AS "errorDetails"
       FROM compositions WHERE composition_id = ANY($1::varchar[])`,
      [compositionIds],
    );
    return rows;
  }
}
