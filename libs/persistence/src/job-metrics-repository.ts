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

  /** The same for each `output.resolution` that occurs among them. */
  async renderCostByResolution(sample: number): Promise<ReadonlyMap<string, number>> {
    const { rows } = await query<{ resolution: string; cost: number }>(
      this.dataSource.manager,
      `SELECT config->'output'->>'resolution' AS resolution,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_seconds / output_seconds) AS cost
       FROM (SELECT job_id, duration_seconds, output_seconds FROM job_metrics
             WHERE job_type = 'render' AND output_seconds > 0 ORDER BY created_at DESC LIMIT $1) AS recent
       JOIN compositions ON composition_id = split_part(job_id, '.', 2)
       WHERE config->'output'->>'resolution' IS NOT NULL GROUP BY 1`,
      [sample],
    );
    return new Map(rows.map(({ resolution, cost }) => [resolution, cost]));
  }
}
