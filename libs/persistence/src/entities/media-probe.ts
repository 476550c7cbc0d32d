import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a look into a file found, for every worker that meets the same bytes again. */
@Entity('media_probes')
@Index('media_probes_last_used_at_idx', ['lastUsedAt'])
export class MediaProbeEntity {
  /** SHA-256 of the file, hex. */
  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: 'media_probes_pkey' })
  readonly checksum: string;

  /** Who looked: another ffmpeg, or another version of ours, may see something else. */
  @PrimaryColumn({ type: 'varchar', length: 255, primaryKeyConstraintName: 'media_probes_pkey' })
  readonly prober: string;

  @Column({ type: 'jsonb' })
  readonly info: unknown;

  @Column({ name: 'last_used_at', type: 'timestamptz', default: () => 'now()' })
  readonly lastUsedAt: Date;
}
