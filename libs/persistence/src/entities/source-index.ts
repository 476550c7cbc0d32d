import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That there is an index, and since when: an empty folder has one too. One row at most. */
@Entity('source_index')
export class SourceIndexEntity {
  @PrimaryColumn({ type: 'boolean', default: true, primaryKeyConstraintName: 'source_index_pkey' })
  readonly single: boolean;

  @Column({ name: 'indexed_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly indexedAt: Date;
}
