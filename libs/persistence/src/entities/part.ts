import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An encoded part (a segment, or a whole sound) that lies in the object store and may be used again. */
@Entity('parts')
@Index('parts_last_used_at_idx', ['lastUsedAt'])
export class PartEntity {
  /** Hash of everything the part's bytes depend on. */
  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: 'parts_pkey' })
  readonly key: string;

  @Column({ type: 'varchar', length: 63 })
  readonly bucket: string;

  /** A name of its own for every upload: removing one never touches another under the same key. */
  @Column({ name: 'object_key', type: 'varchar', length: 255 })
  readonly objectKey: string;

  /** Of its bytes, hex: what comes back from the store is compared with it. */
  @Column({ type: 'varchar', length: 64 })
  readonly sha256: string;

  @Column({ name: 'size_bytes', type: 'integer' })
  readonly sizeBytes: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  readonly createdAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', default: () => 'now()' })
  readonly lastUsedAt: Date;
}
