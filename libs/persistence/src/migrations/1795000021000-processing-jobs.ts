import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ProcessingJobs1795000021000 implements MigrationInterface {
  readonly name = 'ProcessingJobs1795000021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE processing_jobs (
        processing_id   varchar(128)   NOT NULL CONSTRAINT processing_jobs_pkey PRIMARY KEY,
        type            varchar(32)    NOT NULL,
        source_service  varchar(128),
        config          jsonb          NOT NULL,
        request_hash    varchar(128)   NOT NULL,
        composition_ids varchar(64)[]  NOT NULL DEFAULT '{}',
        status          varchar(16)    NOT NULL DEFAULT 'queued',
        callback_url    text,
        result          jsonb,
        error           jsonb,
        request_id      varchar(128)   NOT NULL,
        created_at      timestamptz(3) NOT NULL DEFAULT now(),
        updated_at      timestamptz(3) NOT NULL DEFAULT now(),
        completed_at    timestamptz(3),
        CONSTRAINT processing_jobs_status_check CHECK (status IN ('queued', 'processing', 'completed', 'failed'))
      )`);
    await runner.query(`
      CREATE INDEX processing_jobs_active_idx ON processing_jobs (created_at)
      WHERE status IN ('queued', 'processing')`);
    await runner.query(`
      CREATE TRIGGER processing_jobs_updated_at BEFORE UPDATE ON processing_jobs
      FOR EACH ROW EXECUTE FUNCTION touch_updated_at()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE processing_jobs');
  }
}
