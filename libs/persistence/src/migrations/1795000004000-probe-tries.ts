import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ProbeTries1795000004000 implements MigrationInterface {
  readonly name = 'ProbeTries1795000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE assets
        ADD COLUMN probe_tries integer NOT NULL DEFAULT 0,
        ADD COLUMN probe_asked_at timestamptz NOT NULL DEFAULT now()`);
    await runner.query(`
      CREATE INDEX assets_unprobed_idx ON assets (probe_asked_at)
      WHERE status = 'ready' AND probe IS NULL AND probe_error IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX assets_unprobed_idx');
    await runner.query('ALTER TABLE assets DROP COLUMN probe_tries, DROP COLUMN probe_asked_at');
  }
}
