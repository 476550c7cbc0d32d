import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CallbackAttempt, CallbackStatus, CallbackSubject } from '#lib/contracts';

/** A callback that is owed, and its log. A trigger writes it in the transaction that ends its subject. */
@Entity('callback_deliveries')
@Index('callback_deliveries_subject_key', ['subjectType', 'subjectId'], { unique: true })
@Index('callback_deliveries_due_idx', ['dueAt'], { where: `status = 'pending'` })
@Check('callback_deliveries_status_check', `status IN ('pending', 'delivered', 'failed', 'endpoint_off')`)
export class CallbackDeliveryEntity {
  /** The same on every try. */
  @PrimaryColumn({
    name: 'webhook_id',
    type: 'varchar',
    length: 64,
    primaryKeyConstraintName: 'callback_deliveries_pkey',
  })
  readonly webhookId: string;

  @Column({ name: 'subject_type', type: 'varchar', length: 32 })
  readonly subjectType: CallbackSubject;

  @Column({ name: 'subject_id', type: 'varchar', length: 128 })
  readonly subjectId: string;

  @Column({ type: 'text' })
  readonly url: string;

  @Column({ type: 'varchar', length: 16, default: 'pending' })
  readonly status: CallbackStatus;

  /** Tries begun. */
  @Column({ type: 'integer', default: 0 })
  readonly tries: number;

  /** When the next try is due; while one is under way, when it counts as lost. */
  @Column({ name: 'due_at', type: 'timestamptz', default: () => 'now()' })
  readonly dueAt: Date;

  /** What is sent, fixed by the first try: every later one says the same. */
  @Column({ type: 'text', nullable: true })
  readonly body: string | null;

  @Column({ type: 'jsonb', default: () => `'[]'` })
  readonly log: CallbackAttempt[];

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  readonly endedAt: Date | null;
}
