import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ProjectExports1795000033000 implements MigrationInterface {
  readonly name = 'ProjectExports1795000033000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE project_exports (
        composition_id varchar(64)    NOT NULL CONSTRAINT project_exports_pkey PRIMARY KEY,
        project        varchar(128)   NOT NULL,
        output_file    text           NOT NULL,
        request        jsonb          NOT NULL,
        not_before     timestamptz    NOT NULL DEFAULT now(),
        exported_at    timestamptz(3),
        error          text,
        created_at     timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE INDEX project_exports_owed_idx ON project_exports (not_before)
      WHERE exported_at IS NULL AND error IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE project_exports');
  }
}
