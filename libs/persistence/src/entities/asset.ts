import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../json.js';

/** An uploaded file. `pending`: presigned, not finalized yet. */
@Entity('assets')
@Index('assets_unprobed_idx', ['probeAskedAt'], { where: `status = 'ready' AND probe IS NULL AND probe_error IS NULL` })
@Check('assets_status_check', `status IN ('pending', 'ready')`)
export class AssetEntity {
  @PrimaryColumn({ name: 'asset_id', type: 'varchar', length: 64, primaryKeyConstraintName: 'assets_pkey' })
  readonly assetId: string;

  @Column({ type: 'varchar', length: 63 })
  readonly bucket: string;

  @Column({ type: 'text' })
  readonly key: string;

  @Column({ type: 'varchar', length: 255 })
  readonly filename: string;

  @Column({ name: 'content_type', type: 'varchar', length: 255 })
  readonly contentType: string;

  @Column({ name: 'size_bytes', type: 'bigint', transformer: { from: Number, to: (value: unknown) => value } })
  readonly sizeBytes: number;

  @Column({ type: 'varchar', length: 255, nullable: true })
  readonly etag: string | null;

  @Column({ type: 'varchar', length: 16 })
  readonly status: 'pending' | 'ready';

  /** Null until a worker has looked. */
  @Column({ type: 'jsonb', nullable: true })
  readonly probe: JsonObject | null;

  /** Why it cannot be used, as a sentence for the user. */
  @Column({ name: 'probe_error', type: 'text', nullable: true })
  readonly probeError: string | null;

  /** Times its probe was promised again. */
  @Column({ name: 'probe_tries', type: 'integer', default: 0 })
  readonly probeTries: number;

  /** When its probe was promised, or last seen in the queue. */
  @Column({ name: 'probe_asked_at', type: 'timestamptz', default: () => 'now()' })
  readonly probeAskedAt: Date;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  @Index('assets_created_at_idx')
  readonly createdAt: Date;
}
