import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a flow was last seen in the making: its lease does not say so, which is also extended while its parts wait in the queue. */
export class SignsOfLife1795000051000 implements MigrationInterface {
  readonly name = 'SignsOfLife1795000051000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE render_flows ADD COLUMN alive_at timestamptz NOT NULL DEFAULT now()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE render_flows DROP COLUMN alive_at');
  }
}
