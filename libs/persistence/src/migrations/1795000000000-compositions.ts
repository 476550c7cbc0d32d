import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Compositions1795000000000 implements MigrationInterface {
  readonly name = 'Compositions1795000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE compositions (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT compositions_pkey PRIMARY KEY,
        composition_id varchar(64) NOT NULL,
        user_id varchar(255),
        config jsonb NOT NULL,
        status varchar(16) NOT NULL DEFAULT 'queued',
        progress jsonb NOT NULL,
        output_url text,
        error_message text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        started_at timestamptz(3),
        completed_at timestamptz(3),
        metadata jsonb,
        client_metadata jsonb,
        origin varchar(32) NOT NULL,
        priority varchar(8) NOT NULL DEFAULT 'default',
        request_id varchar(128) NOT NULL,
        attempt integer NOT NULL DEFAULT 0,
        failures integer NOT NULL DEFAULT 0,
        lease_owner varchar(128),
        lease_until timestamptz,
        run_after timestamptz NOT NULL DEFAULT now(),
        deadline_at timestamptz,
        enqueued_at timestamptz NOT NULL DEFAULT now(),
        error_code varchar(64),
        error_details jsonb,
        result jsonb,
        CONSTRAINT compositions_status_check
          CHECK (status IN ('queued', 'processing', 'completed', 'failed', 'cancelled'))
      )`);
    await runner.query('CREATE UNIQUE INDEX compositions_composition_id_key ON compositions (composition_id)');
    await runner.query('CREATE INDEX compositions_status_idx ON compositions (status)');
    await runner.query('CREATE INDEX compositions_user_id_idx ON compositions (user_id)');
    await runner.query(
      'CREATE INDEX compositions_created_at_idx ON compositions (created_at DESC, composition_id DESC)',
    );
    await runner.query('CREATE INDEX compositions_config_idx ON compositions USING gin (config)');
    await runner.query(`
      CREATE INDEX compositions_active_idx ON compositions (status, enqueued_at)
      WHERE status IN ('queued', 'processing')`);
    await runner.query(`
      CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.updated_at = now();
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER compositions_updated_at BEFORE UPDATE ON compositions
      FOR EACH ROW EXECUTE FUNCTION touch_updated_at()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE compositions');
    await runner.query('DROP FUNCTION touch_updated_at()');
  }
}
