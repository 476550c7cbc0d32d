import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A stretch of a source, as its maker meant it; seconds. */
export interface AssemblyClip {
  readonly filename: string;
  readonly start: number;
  readonly end: number;
}

/** A film that was once cut from sources. Nothing of it ever changes: how it is doing is its composition's to say. */
@Entity('assemblies')
@Index('assemblies_composition_id_idx', ['compositionId'])
export class AssemblyEntity {
  /** Rises, and is never used again. */
  @PrimaryGeneratedColumn({ type: 'integer', primaryKeyConstraintName: 'assemblies_pkey' })
  readonly number: number;

  @Column({ type: 'varchar', length: 256, nullable: true })
  readonly name: string | null;

  @Column({ type: 'boolean' })
  readonly preview: boolean;

  @Column({ type: 'jsonb' })
  readonly clips: readonly AssemblyClip[];

  @Column({ name: 'composition_id', type: 'varchar', length: 64 })
  readonly compositionId: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt: Date;
}
