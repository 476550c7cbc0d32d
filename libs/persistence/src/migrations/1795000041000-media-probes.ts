import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MediaProbes1795000041000 implements MigrationInterface {
  readonly name = 'MediaProbes1795000041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE media_probes (
        checksum     varchar(64)  NOT NULL,
        prober       varchar(255) NOT NULL,
        info         jsonb        NOT NULL,
        last_used_at timestamptz  NOT NULL DEFAULT now(),
        CONSTRAINT media_probes_pkey PRIMARY KEY (checksum, prober)
      )`);
    await runner.query('CREATE INDEX media_probes_last_used_at_idx ON media_probes (last_used_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE media_probes');
  }
}
