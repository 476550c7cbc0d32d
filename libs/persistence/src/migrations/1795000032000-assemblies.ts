import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Assemblies1795000032000 implements MigrationInterface {
  readonly name = 'Assemblies1795000032000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sources (
        index      integer          NOT NULL CONSTRAINT sources_pkey PRIMARY KEY,
        filename   text             NOT NULL CONSTRAINT sources_filename_key UNIQUE,
        duration   double precision NOT NULL,
        width      integer          NOT NULL,
        height     integer          NOT NULL,
        frame_rate varchar(64)      NOT NULL,
        codec      varchar(64)      NOT NULL,
        file_size  bigint           NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE source_index (
        single     boolean        NOT NULL DEFAULT true CONSTRAINT source_index_pkey PRIMARY KEY,
        indexed_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE assemblies (
        number         SERIAL         NOT NULL CONSTRAINT assemblies_pkey PRIMARY KEY,
        name           varchar(256),
        preview        boolean        NOT NULL,
        clips          jsonb          NOT NULL,
        composition_id varchar(64)    NOT NULL,
        created_at     timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX assemblies_composition_id_idx ON assemblies (composition_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['assemblies', 'source_index', 'sources']) await runner.query(`DROP TABLE ${table}`);
  }
}
