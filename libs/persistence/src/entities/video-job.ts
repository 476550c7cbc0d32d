import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { VideoEntity } from './video.js';

export type VideoJobType = 'trim' | 'overlay' | 'watermark' | 'transcode_multi';

/** Work on a film: as far as its variants' compositions are. It has no state of its own that could be left behind. */
@Entity('video_jobs')
@Check('video_jobs_type_check', `type IN ('trim', 'overlay', 'watermark', 'transcode_multi')`)
export class VideoJobEntity {
  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: 'video_jobs_pkey' })
  readonly id: string;

  @Column({ type: 'varchar', length: 16 })
  readonly type: VideoJobType;

  @Column({ name: 'video_id', type: 'varchar', length: 64 })
  readonly videoId: string;

  @ManyToOne(() => VideoEntity)
  @JoinColumn({ name: 'video_id', foreignKeyConstraintName: 'video_jobs_video_id_fkey' })
  readonly video?: VideoEntity;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt: Date;
}
