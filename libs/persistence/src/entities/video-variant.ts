import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../json.js';
import { VideoEntity } from './video.js';
import { VideoJobEntity } from './video-job.js';

export type VariantKind = 'trim' | 'overlay' | 'watermark' | 'transcode';
export type VariantQuality = 'source' | '1080p' | '720p' | '480p';

/** What was made of a film: its composition says how far it is, and where the result lies. */
@Entity('video_variants')
@Index('video_variants_video_id_idx', ['videoId', 'createdAt'])
@Check('video_variants_kind_check', `kind IN ('trim', 'overlay', 'watermark', 'transcode')`)
@Check('video_variants_quality_check', `quality IN ('source', '1080p', '720p', '480p')`)
export class VideoVariantEntity {
  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: 'video_variants_pkey' })
  readonly id: string;

  @Column({ name: 'video_id', type: 'varchar', length: 64 })
  readonly videoId: string;

  @ManyToOne(() => VideoEntity)
  @JoinColumn({ name: 'video_id', foreignKeyConstraintName: 'video_variants_video_id_fkey' })
  readonly video?: VideoEntity;

  /** Null: made of the film itself. */
  @Column({ name: 'source_variant_id', type: 'varchar', length: 64, nullable: true })
  readonly sourceVariantId: string | null;

  @Column({ name: 'job_id', type: 'varchar', length: 64 })
  @Index('video_variants_job_id_idx')
  readonly jobId: string;

  @ManyToOne(() => VideoJobEntity)
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'video_variants_job_id_fkey' })
  readonly job?: VideoJobEntity;

  @Column({ name: 'composition_id', type: 'varchar', length: 64 })
  @Index('video_variants_composition_id_idx')
  readonly compositionId: string;

  /** Which of the composition's renditions it is; null: the result itself. */
  @Column({ type: 'varchar', length: 32, nullable: true })
  readonly rendition: string | null;

  /** Among its job's variants, from 0 on. */
  @Column({ type: 'smallint', nullable: true })
  readonly place: number | null;

  @Column({ type: 'varchar', length: 16 })
  readonly kind: VariantKind;

  @Column({ type: 'varchar', length: 8 })
  readonly quality: VariantQuality;

  /** What was asked for. */
  @Column({ name: 'config_json', type: 'jsonb' })
  readonly configJson: JsonObject;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt: Date;
}
