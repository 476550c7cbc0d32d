import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Outbox1795000001000 implements MigrationInterface {
  readonly name = 'Outbox1795000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT outbox_pkey PRIMARY KEY,
        job_name varchar(64) NOT NULL,
        job_id varchar(160) NOT NULL,
        payload jsonb NOT NULL,
        priority varchar(8) NOT NULL DEFAULT 'default',
        available_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE UNIQUE INDEX outbox_job_id_key ON outbox (job_id)');
    await runner.query('CREATE INDEX outbox_available_at_idx ON outbox (available_at, id)');
    await runner.query(`
      CREATE TABLE idempotency_keys (
        scope varchar(64) NOT NULL,
        key varchar(255) NOT NULL,
        request_hash varchar(128) NOT NULL,
        composition_id varchar(64) NOT NULL,
        answer jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key)
      )`);
    await runner.query('CREATE INDEX idempotency_keys_expires_at_idx ON idempotency_keys (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_keys');
    await runner.query('DROP TABLE outbox');
  }
}
