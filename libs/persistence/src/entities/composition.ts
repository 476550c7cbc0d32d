import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CompositionStatus, Priority, Progress } from '#lib/contracts';
import type { RenderResult } from '../compositions/render-result.js';
import type { JsonObject } from '../json.js';

/** The core of the service: every render of every door is one row. Only `compositions/` writes it. */
@Entity('compositions')
@Index('compositions_status_idx', ['status'])
@Index('compositions_user_id_idx', ['userId'])
@Index('compositions_created_at_idx', { synchronize: false }) // descending, which the decorator cannot say
@Index('compositions_config_idx', ['config'], { type: 'gin' })
@Index('compositions_active_idx', ['status', 'enqueuedAt'], { where: `status IN ('queued', 'processing')` })
@Check('compositions_status_check', `status IN ('queued', 'processing', 'completed', 'failed', 'cancelled')`)
export class CompositionEntity {
  @PrimaryColumn({ type: 'uuid', generated: 'uuid', primaryKeyConstraintName: 'compositions_pkey' })
  readonly id: string;

  @Column({ name: 'composition_id', type: 'varchar', length: 64 })
  @Index('compositions_composition_id_key', { unique: true })
  readonly compositionId: string;

  @Column({ name: 'user_id', type: 'varchar', length: 255, nullable: true })
  readonly userId: string | null;

  /** The request as the door accepted it: all a worker needs to render. */
  @Column({ type: 'jsonb' })
  readonly config: JsonObject;

  @Column({ type: 'varchar', length: 16, default: 'queued' })
  readonly status: CompositionStatus;

  @Column({ type: 'jsonb' })
  readonly progress: Progress;

  @Column({ name: 'output_url', type: 'text', nullable: true })
  readonly outputUrl: string | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  readonly errorMessage: string | null;

  /** Milliseconds only, so that a JavaScript Date is exact and can stand in a cursor. */
  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt: Date;

  /** Kept by a trigger. */
  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly updatedAt: Date;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3, nullable: true })
  readonly startedAt: Date | null;

  @Column({ name: 'completed_at', type: 'timestamptz', precision: 3, nullable: true })
  readonly completedAt: Date | null;

  /** What the render found out: the answer to GET …/metadata. */
  @Column({ type: 'jsonb', nullable: true })
  readonly metadata: JsonObject | null;

  /** The client's own `metadata`, echoed. */
  @Column({ name: 'client_metadata', type: 'jsonb', nullable: true })
  readonly clientMetadata: JsonObject | null;

  /** Which API made it, e.g. `compositions`. */
  @Column({ type: 'varchar', length: 32 })
  readonly origin: string;

  @Column({ type: 'varchar', length: 8, default: 'default' })
  readonly priority: Priority;

  @Column({ name: 'request_id', type: 'varchar', length: 128 })
  readonly requestId: string;

  /** Rises with each claim: the fencing token of every later write. */
  @Column({ type: 'integer', default: 0 })
  readonly attempt: number;

  /** Transient faults and lost leases so far. */
  @Column({ type: 'integer', default: 0 })
  readonly failures: number;

  @Column({ name: 'lease_owner', type: 'varchar', length: 128, nullable: true })
  readonly leaseOwner: string | null;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  readonly leaseUntil: Date | null;

  /** Not to be claimed before. */
  @Column({ name: 'run_after', type: 'timestamptz', default: () => 'now()' })
  readonly runAfter: Date;

  /** When the running attempt is overdue. */
  @Column({ name: 'deadline_at', type: 'timestamptz', nullable: true })
  readonly deadlineAt: Date | null;

  /** When a job was last asked for; the reconciler's clock. */
  @Column({ name: 'enqueued_at', type: 'timestamptz', default: () => 'now()' })
  readonly enqueuedAt: Date;

  @Column({ name: 'error_code', type: 'varchar', length: 64, nullable: true })
  readonly errorCode: string | null;

  @Column({ name: 'error_details', type: 'jsonb', nullable: true })
  readonly errorDetails: JsonObject | null;

  /** Where the finished video lies; null again once it has expired. */
  @Column({ type: 'jsonb', nullable: true })
  readonly result: RenderResult | null;

  /** Told, signed, when it has ended. */
  @Column({ name: 'callback_url', type: 'text', nullable: true })
  readonly callbackUrl: string | null;
}
