import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Videos1795000031000 implements MigrationInterface {
  readonly name = 'Videos1795000031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE videos (
        id                varchar(64)      NOT NULL CONSTRAINT videos_pkey PRIMARY KEY,
        original_filename varchar(255)     NOT NULL,
        bucket            varchar(63)      NOT NULL,
        key               text             NOT NULL,
        size_bytes        bigint           NOT NULL,
        duration_sec      double precision NOT NULL,
        mime_type         varchar(255)     NOT NULL,
        width             integer          NOT NULL,
        height            integer          NOT NULL,
        frame_rate        varchar(32)      NOT NULL,
        upload_time       timestamptz(3)   NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX videos_upload_time_idx ON videos (upload_time DESC, id DESC)');
    await runner.query(`
      CREATE TABLE video_jobs (
        id         varchar(64)    NOT NULL CONSTRAINT video_jobs_pkey PRIMARY KEY,
        type       varchar(16)    NOT NULL,
        video_id   varchar(64)    NOT NULL CONSTRAINT video_jobs_video_id_fkey REFERENCES videos (id),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT video_jobs_type_check CHECK (type IN ('trim', 'overlay', 'watermark', 'transcode_multi'))
      )`);
    await runner.query(`
      CREATE TABLE video_variants (
        id                varchar(64)    NOT NULL CONSTRAINT video_variants_pkey PRIMARY KEY,
        video_id          varchar(64)    NOT NULL CONSTRAINT video_variants_video_id_fkey REFERENCES videos (id),
        source_variant_id varchar(64),
        job_id            varchar(64)    NOT NULL CONSTRAINT video_variants_job_id_fkey REFERENCES video_jobs (id),
        composition_id    varchar(64)    NOT NULL,
        kind              varchar(16)    NOT NULL,
        quality           varchar(8)     NOT NULL,
        config_json       jsonb          NOT NULL,
        created_at        timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT video_variants_kind_check CHECK (kind IN ('trim', 'overlay', 'watermark', 'transcode')),
        CONSTRAINT video_variants_quality_check CHECK (quality IN ('source', '1080p', '720p', '480p'))
      )`);
    await runner.query('CREATE INDEX video_variants_video_id_idx ON video_variants (video_id, created_at)');
    await runner.query('CREATE INDEX video_variants_job_id_idx ON video_variants (job_id)');
    await runner.query('CREATE INDEX video_variants_composition_id_idx ON video_variants (composition_id)');
    await runner.query(`
      CREATE TABLE overlays (
        id           bigserial      NOT NULL CONSTRAINT overlays_pkey PRIMARY KEY,
        variant_id   varchar(64)    NOT NULL CONSTRAINT overlays_variant_id_fkey REFERENCES video_variants (id),
        type         varchar(16)    NOT NULL,
        payload_json jsonb          NOT NULL
      )`);
    await runner.query('CREATE INDEX overlays_variant_id_idx ON overlays (variant_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['overlays', 'video_variants', 'video_jobs', 'videos'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
