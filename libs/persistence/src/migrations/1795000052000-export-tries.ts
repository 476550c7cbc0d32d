import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is owed to a project can be called off, and is not tried for ever. */
export class ExportTries1795000052000 implements MigrationInterface {
  readonly name = 'ExportTries1795000052000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE project_exports ADD COLUMN tries integer NOT NULL DEFAULT 0, ADD COLUMN cancelled_at timestamptz(3)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE project_exports DROP COLUMN tries, DROP COLUMN cancelled_at');
  }
}
