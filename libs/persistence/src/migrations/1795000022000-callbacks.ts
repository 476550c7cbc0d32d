import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whatever ends a subject, and from wherever, the same statement leaves the row that owes its callback. */
const owedBy = (table: string): string => `
  CREATE TRIGGER ${table}_owe_callback AFTER UPDATE OF status ON ${table} FOR EACH ROW
  WHEN (NEW.callback_url IS NOT NULL AND OLD.status IN ('queued', 'processing')
        AND NEW.status IN ('completed', 'failed', 'cancelled'))
  EXECUTE FUNCTION owe_callback()`;

export class Callbacks1795000022000 implements MigrationInterface {
  readonly name = 'Callbacks1795000022000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE compositions ADD COLUMN callback_url text');
    await runner.query(`
      CREATE TABLE callback_endpoints (
        url       text           NOT NULL CONSTRAINT callback_endpoints_pkey PRIMARY KEY,
        off_since timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE callback_deliveries (
        webhook_id   varchar(64)    NOT NULL CONSTRAINT callback_deliveries_pkey PRIMARY KEY,
        subject_type varchar(32)    NOT NULL,
        subject_id   varchar(128)   NOT NULL,
        url          text           NOT NULL,
        status       varchar(16)    NOT NULL DEFAULT 'pending',
        tries        integer        NOT NULL DEFAULT 0,
        due_at       timestamptz    NOT NULL DEFAULT now(),
        body         text,
        log          jsonb          NOT NULL DEFAULT '[]',
        created_at   timestamptz(3) NOT NULL DEFAULT now(),
        ended_at     timestamptz(3),
        CONSTRAINT callback_deliveries_status_check
          CHECK (status IN ('pending', 'delivered', 'failed', 'endpoint_off'))
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX callback_deliveries_subject_key ON callback_deliveries (subject_type, subject_id)',
    );
    await runner.query(
      `CREATE INDEX callback_deliveries_due_idx ON callback_deliveries (due_at) WHERE status = 'pending'`,
    );
    await runner.query(`
      CREATE FUNCTION owe_callback() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        kind text;
        id   text;
      BEGIN
        IF TG_TABLE_NAME = 'compositions' THEN
          kind := 'composition';
          id := NEW.composition_id;
        ELSE
          kind := 'processing_job';
          id := NEW.processing_id;
        END IF;
        INSERT INTO callback_deliveries (webhook_id, subject_type, subject_id, url, status, ended_at)
        SELECT 'msg_' || replace(gen_random_uuid()::text, '-', ''), kind, id, NEW.callback_url,
               CASE WHEN gone THEN 'endpoint_off' ELSE 'pending' END, CASE WHEN gone THEN now() END
        FROM (SELECT EXISTS (SELECT FROM callback_endpoints WHERE url = NEW.callback_url) AS gone) AS endpoint
        ON CONFLICT (subject_type, subject_id) DO NOTHING;
        RETURN NULL;
      END $$`);
    await runner.query(owedBy('compositions'));
    await runner.query(owedBy('processing_jobs'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER processing_jobs_owe_callback ON processing_jobs');
    await runner.query('DROP TRIGGER compositions_owe_callback ON compositions');
    await runner.query('DROP FUNCTION owe_callback()');
    await runner.query('DROP TABLE callback_deliveries');
    await runner.query('DROP TABLE callback_endpoints');
    await runner.query('ALTER TABLE compositions DROP COLUMN callback_url');
  }
}
