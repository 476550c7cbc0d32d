import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../json.js';

/** A result that is owed to a project: a file among its exports, and an entry in its project.json. */
@Entity('project_exports')
@Index('project_exports_owed_idx', ['notBefore'], { where: 'exported_at IS NULL AND error IS NULL' })
export class ProjectExportEntity {
  @PrimaryColumn({
    name: 'composition_id',
    type: 'varchar',
    length: 64,
    primaryKeyConstraintName: 'project_exports_pkey',
  })
  readonly compositionId: string;

  /** Name of its directory. */
  @Column({ type: 'varchar', length: 128 })
  readonly project: string;

  /** Within the project, `exports/…`. */
  @Column({ name: 'output_file', type: 'text' })
  readonly outputFile: string;

  /** Shots and settings, as project.json will tell them. */
  @Column({ type: 'jsonb' })
  readonly request: JsonObject;

  /** Whoever exports it has it to himself until then. */
  @Column({ name: 'not_before', type: 'timestamptz', default: () => 'now()' })
  readonly notBefore: Date;

  @Column({ name: 'exported_at', type: 'timestamptz', precision: 3, nullable: true })
  readonly exportedAt: Date | null;

  /** Why it never will be, as a sentence for the user. */
  @Column({ type: 'text', nullable: true })
  readonly error: string | null;

  /** That failed. */
  @Column({ type: 'integer', default: 0 })
  readonly tries: number;

  /** Called off after its render was complete. */
  @Column({ name: 'cancelled_at', type: 'timestamptz', precision: 3, nullable: true })
  readonly cancelledAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt: Date;
}
