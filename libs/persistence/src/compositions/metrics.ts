import { jsonb } from '../json.js';
import type { AttemptMetrics } from './types.js';

/** A fragment that writes the `job_metrics` row of the attempt in the CTE `source`; its parameters begin at `first`. */
export const insertMetricsOf = (source: string, first: number): string => `
  INSERT INTO job_metrics
    (job_id, job_type, duration_seconds, cpu_time, memory_peak_mb, output_seconds, ffmpeg_stats)
  SELECT 'render.' || composition_id || '.' || attempt, 'render',
         $${first}::float8, $${first + 1}::float8, $${first + 2}::float8, $${first + 3}::float8, $${first + 4}::jsonb
  FROM ${source}`;

export const metricsParameters = (metrics: AttemptMetrics): readonly unknown[] => [
  metrics.durationSeconds,
  metrics.cpuSeconds,
  metrics.memoryPeakMb,
  metrics.outputSeconds,
  jsonb(metrics.ffmpegStats),
];
