import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A video of the sources folder, as the last indexing found it. */
@Entity('sources')
@Unique('sources_filename_key', ['filename'])
export class SourceEntity {
  /** From 1 on, by file name; another after every indexing. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'sources_pkey' })
  readonly index: number;

  @Column({ type: 'text' })
  readonly filename: string;

  /** Seconds of picture. */
  @Column({ type: 'double precision' })
  readonly duration: number;

  /** As a person sees it: upright, with square pixels. */
  @Column({ type: 'integer' })
  readonly width: number;

  @Column({ type: 'integer' })
  readonly height: number;

  /** Frames a second as a fraction, `30000/1001`. */
  @Column({ name: 'frame_rate', type: 'varchar', length: 64 })
  readonly frameRate: string;

  @Column({ type: 'varchar', length: 64 })
  readonly codec: string;

  @Column({ name: 'file_size', type: 'bigint', transformer: { from: Number, to: (value: unknown) => value } })
  readonly fileSize: number;
}
