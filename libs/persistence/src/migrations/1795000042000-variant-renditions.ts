import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several variants come of one render: each says which of its files it is, and when in the request it was asked for. */
export class VariantRenditions1795000042000 implements MigrationInterface {
  readonly name = 'VariantRenditions1795000042000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE video_variants ADD COLUMN rendition varchar(32), ADD COLUMN place smallint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE video_variants DROP COLUMN rendition, DROP COLUMN place');
  }
}
