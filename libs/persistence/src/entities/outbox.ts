import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JobName, Priority } from '#lib/contracts';
import type { JsonObject } from '../json.js';

/** Jobs that Postgres has promised and Redis does not have yet. */
@Entity('outbox')
@Index('outbox_available_at_idx', ['availableAt', 'id'])
export class OutboxEntity {
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'outbox_pkey',
  })
  readonly id: string;

  @Column({ name: 'job_name', type: 'varchar', length: 64 })
  readonly jobName: JobName;

  /** The job's id in the queue: deterministic, so that adding it twice is adding it once. */
  @Column({ name: 'job_id', type: 'varchar', length: 160 })
  @Index('outbox_job_id_key', { unique: true })
  readonly jobId: string;

  @Column({ type: 'jsonb' })
  readonly payload: JsonObject;

  @Column({ type: 'varchar', length: 8, default: 'default' })
  readonly priority: Priority;

  @Column({ name: 'available_at', type: 'timestamptz', default: () => 'now()' })
  readonly availableAt: Date;
}
