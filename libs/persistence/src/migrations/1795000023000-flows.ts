import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Flows1795000023000 implements MigrationInterface {
  readonly name = 'Flows1795000023000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE render_flows (
        composition_id varchar(64) NOT NULL CONSTRAINT render_flows_pkey PRIMARY KEY,
        attempt        integer     NOT NULL,
        description    jsonb       NOT NULL,
        created_at     timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE render_flow_parts (
        composition_id varchar(64) NOT NULL,
        attempt        integer     NOT NULL,
        part           integer     NOT NULL,
        key            varchar(64) NOT NULL,
        frames         integer     NOT NULL,
        frames_done    integer     NOT NULL DEFAULT 0,
        reused         boolean     NOT NULL,
        made           boolean     NOT NULL,
        report         jsonb,
        CONSTRAINT render_flow_parts_pkey PRIMARY KEY (composition_id, attempt, part)
      )`);
    await runner.query('CREATE INDEX render_flow_parts_key_idx ON render_flow_parts (key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE render_flow_parts');
    await runner.query('DROP TABLE render_flows');
  }
}
