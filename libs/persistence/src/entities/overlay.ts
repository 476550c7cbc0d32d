import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { JsonObject } from '../json.js';
import { VideoVariantEntity } from './video-variant.js';

/** One overlay of a variant, as it was asked for. */
@Entity('overlays')
export class OverlayEntity {
  @PrimaryGeneratedColumn('increment', { type: 'bigint', primaryKeyConstraintName: 'overlays_pkey' })
  readonly id: string;

  @Column({ name: 'variant_id', type: 'varchar', length: 64 })
  @Index('overlays_variant_id_idx')
  readonly variantId: string;

  @ManyToOne(() => VideoVariantEntity)
  @JoinColumn({ name: 'variant_id', foreignKeyConstraintName: 'overlays_variant_id_fkey' })
  readonly variant?: VideoVariantEntity;

  @Column({ type: 'varchar', length: 16 })
  readonly type: string;

  @Column({ name: 'payload_json', type: 'jsonb' })
  readonly payloadJson: JsonObject;
}
