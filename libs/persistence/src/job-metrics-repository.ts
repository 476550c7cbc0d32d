import type { DataSource } from 'typeorm';
import type { RenderWork } from '#lib/contracts';
import { query } from './query.js';

export interface MeasuredRender {
  readonly work: RenderWork;
  /** From claim to result. */
  readonly seconds: number;
  /** Those of them in which its parts were encoded. */
  readonly encoding: number;
}

export class JobMetricsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The last `limit` renders that encoded everything themselves, with what they took. */
  async recentRenders(limit: number): Promise<readonly MeasuredRender[]> {
    const { rows } = await query<MeasuredRender>(
      this.dataSource.manager,
      `SELECT ffmpeg_stats->'work' AS work, duration_seconds AS seconds,
              (ffmpeg_stats->'stages'->>'encode')::float8 AS encoding
       FROM job_metrics
       WHERE job_type = 'render' AND output_seconds > 0 AND ffmpeg_stats ? 'work'
         AND ffmpeg_stats->'stages' ? 'encode'
         AND ffmpeg_stats->'segments'->>'reused' = '0'
       ORDER BY created_at DESC LIMIT $1`,
      [limit],
    );
    return rows;
  }
}
