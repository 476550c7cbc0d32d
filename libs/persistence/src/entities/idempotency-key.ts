import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../json.js';

/** The first answer to each `Idempotency-Key`. */
@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: 'idempotency_keys_pkey' })
  readonly scope: string;

  @PrimaryColumn({ type: 'varchar', length: 255, primaryKeyConstraintName: 'idempotency_keys_pkey' })
  readonly key: string;

  @Column({ name: 'request_hash', type: 'varchar', length: 128 })
  readonly requestHash: string;

  @Column({ name: 'composition_id', type: 'varchar', length: 64 })
  readonly compositionId: string;

  @Column({ type: 'jsonb' })
  readonly answer: JsonObject;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  readonly createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  @Index('idempotency_keys_expires_at_idx')
  readonly expiresAt: Date;
}
