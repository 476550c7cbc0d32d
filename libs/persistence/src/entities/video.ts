import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A film that was uploaded to /videos. */
@Entity('videos')
@Index('videos_upload_time_idx', { synchronize: false }) // descending, which the decorator cannot say
export class VideoEntity {
  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: 'videos_pkey' })
  readonly id: string;

  @Column({ name: 'original_filename', type: 'varchar', length: 255 })
  readonly originalFilename: string;

  @Column({ type: 'varchar', length: 63 })
  readonly bucket: string;

  @Column({ type: 'text' })
  readonly key: string;

  @Column({ name: 'size_bytes', type: 'bigint', transformer: { from: Number, to: (value: unknown) => value } })
  readonly sizeBytes: number;

  @Column({ name: 'duration_sec', type: 'double precision' })
  readonly durationSec: number;

  @Column({ name: 'mime_type', type: 'varchar', length: 255 })
  readonly mimeType: string;

  /** As a person sees it. */
  @Column({ type: 'integer' })
  readonly width: number;

  @Column({ type: 'integer' })
  readonly height: number;

  /** A fraction, `30000/1001`. */
  @Column({ name: 'frame_rate', type: 'varchar', length: 32 })
  readonly frameRate: string;

  @Column({ name: 'upload_time', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly uploadTime: Date;
}
