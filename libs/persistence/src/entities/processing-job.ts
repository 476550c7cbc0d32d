import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ProcessingStatus, StoredError } from '#lib/contracts';
import type { JsonObject } from '../json.js';

/** Work that another service asked for by an id of its own: a row for every accepted request of /internal/v1. */
@Entity('processing_jobs')
@Index('processing_jobs_active_idx', ['createdAt'], { where: `status IN ('queued', 'processing')` })
@Check('processing_jobs_status_check', `status IN ('queued', 'processing', 'completed', 'failed')`)
export class ProcessingJobEntity {
  @PrimaryColumn({
    name: 'processing_id',
    type: 'varchar',
    length: 128,
    primaryKeyConstraintName: 'processing_jobs_pkey',
  })
  readonly processingId: string;

  /** Which route took it, e.g. `process-clips`. */
  @Column({ type: 'varchar', length: 32 })
  readonly type: string;

  /** Who asked, as far as the request says. */
  @Column({ name: 'source_service', type: 'varchar', length: 128, nullable: true })
  readonly sourceService: string | null;

  /** The request as the door accepted it. */
  @Column({ type: 'jsonb' })
  readonly config: JsonObject;

  /** Of what was asked: the same id with another hash is a conflict. */
  @Column({ name: 'request_hash', type: 'varchar', length: 128 })
  readonly requestHash: string;

  /** The renders it stands for, in the order of its answer; none where a job of its own does the work. */
  @Column({ name: 'composition_ids', type: 'varchar', length: 64, array: true, default: () => `'{}'` })
  readonly compositionIds: string[];

  @Column({ type: 'varchar', length: 16, default: 'queued' })
  readonly status: ProcessingStatus;

  @Column({ name: 'callback_url', type: 'text', nullable: true })
  readonly callbackUrl: string | null;

  @Column({ type: 'jsonb', nullable: true })
  readonly result: JsonObject | null;

  @Column({ type: 'jsonb', nullable: true })
  readonly error: StoredError | null;

  @Column({ name: 'request_id', type: 'varchar', length: 128 })
  readonly requestId: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt: Date;

  /** Kept by a trigger. */
  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly updatedAt: Date;

  @Column({ name: 'completed_at', type: 'timestamptz', precision: 3, nullable: true })
  readonly completedAt: Date | null;
}
