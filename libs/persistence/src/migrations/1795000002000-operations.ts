import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Operations1795000002000 implements MigrationInterface {
  readonly name = 'Operations1795000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_metrics (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT job_metrics_pkey PRIMARY KEY,
        job_id varchar(160) NOT NULL,
        job_type varchar(64) NOT NULL,
        duration_seconds double precision NOT NULL,
        cpu_time double precision NOT NULL,
        memory_peak_mb double precision NOT NULL,
        output_seconds double precision NOT NULL,
        ffmpeg_stats jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX job_metrics_job_id_idx ON job_metrics (job_id)');
    await runner.query('CREATE INDEX job_metrics_created_at_idx ON job_metrics (created_at)');
    await runner.query(`
      CREATE TABLE assets (
        asset_id varchar(64) NOT NULL CONSTRAINT assets_pkey PRIMARY KEY,
        bucket varchar(63) NOT NULL,
        key text NOT NULL,
        filename varchar(255) NOT NULL,
        content_type varchar(255) NOT NULL,
        size_bytes bigint NOT NULL,
        etag varchar(255),
        status varchar(16) NOT NULL,
        probe jsonb,
        probe_error text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT assets_status_check CHECK (status IN ('pending', 'ready'))
      )`);
    await runner.query('CREATE INDEX assets_created_at_idx ON assets (created_at)');
    await runner.query(`
      CREATE TABLE workers (
        id varchar(128) NOT NULL CONSTRAINT workers_pkey PRIMARY KEY,
        started_at timestamptz NOT NULL DEFAULT now(),
        heartbeat_at timestamptz NOT NULL DEFAULT now(),
        capabilities jsonb NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE workers');
    await runner.query('DROP TABLE assets');
    await runner.query('DROP TABLE job_metrics');
  }
}
