import type { DataSource } from 'typeorm';
import { query } from './query.js';

export class JobMetricsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Median seconds of work per second of video over the last `sample` completed renders; null before the first. */
  async renderCost(sample: number): Promise<number | null> {
    const { rows } = await query<{ cost: number | null }>(
      this.dataSource.manager,
      `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_seconds / output_seconds) AS cost
       FROM (SELECT duration_seconds, output_seconds FROM job_metrics
             WHERE job_type = 'render' AND output_seconds > 0 ORDER BY created_at DESC LIMIT $1) AS recent`,
      [sample],
    );
    return rows[0]?.cost ?? null;
  }
}
