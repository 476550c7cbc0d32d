import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Parts1795000003000 implements MigrationInterface {
  readonly name = 'Parts1795000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE parts (
        key          varchar(64)  NOT NULL CONSTRAINT parts_pkey PRIMARY KEY,
        bucket       varchar(63)  NOT NULL,
        object_key   varchar(255) NOT NULL,
        sha256       varchar(64)  NOT NULL,
        size_bytes   integer      NOT NULL,
        created_at   timestamptz  NOT NULL DEFAULT now(),
        last_used_at timestamptz  NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX parts_last_used_at_idx ON parts (last_used_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE parts');
  }
}
