import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../json.js';

/** What each finished attempt cost. */
@Entity('job_metrics')
export class JobMetricsEntity {
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'job_metrics_pkey',
  })
  readonly id: string;

  @Column({ name: 'job_id', type: 'varchar', length: 160 })
  @Index('job_metrics_job_id_idx')
  readonly jobId: string;

  @Column({ name: 'job_type', type: 'varchar', length: 64 })
  readonly jobType: string;

  @Column({ name: 'duration_seconds', type: 'double precision' })
  readonly durationSeconds: number;

  /** CPU seconds of all child processes. */
  @Column({ name: 'cpu_time', type: 'double precision' })
  readonly cpuTime: number;

  @Column({ name: 'memory_peak_mb', type: 'double precision' })
  readonly memoryPeakMb: number;

  /** Seconds of video made. */
  @Column({ name: 'output_seconds', type: 'double precision' })
  readonly outputSeconds: number;

  @Column({ name: 'ffmpeg_stats', type: 'jsonb' })
  readonly ffmpegStats: JsonObject;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  @Index('job_metrics_created_at_idx')
  readonly createdAt: Date;
}
