import type { DataSource } from 'typeorm';
import { SourceEntity } from '../entities/source.js';
import { SourceIndexEntity } from '../entities/source-index.js';
import { storableText } from '../json.js';
import { query } from '../query.js';

export type Source = Readonly<SourceEntity>;

export class SourceRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** In their order; null where the folder was never indexed. */
  async list(): Promise<readonly Source[] | null> {
    const { manager } = this.dataSource;
    const sources = await manager.find(SourceEntity, { order: { index: 'ASC' } });
    return sources.length > 0 || (await manager.existsBy(SourceIndexEntity, {})) ? sources : null;
  }

  /** Puts these in the place of all that were there, numbered from 1: nobody sees a mixture. Of two at once the later one counts. */
  replace(sources: readonly Omit<Source, 'index'>[]): Promise<void> {
    const rows = sources.map((source, index) => ({
      index: index + 1,
      filename: storableText(source.filename),
      duration: source.duration,
      width: source.width,
      height: source.height,
      frame_rate: source.frameRate,
      codec: source.codec,
      file_size: source.fileSize,
    }));
    return this.dataSource.transaction(async (manager) => {
      await query(manager, 'LOCK TABLE sources IN EXCLUSIVE MODE');
      await query(manager, 'DELETE FROM sources');
      await query(manager, 'INSERT INTO sources SELECT * FROM jsonb_populate_recordset(NULL::sources, $1::jsonb)', [
        JSON.stringify(rows),
      ]);
      await query(
        manager,
        'INSERT INTO source_index DEFAULT VALUES ON CONFLICT (single) DO UPDATE SET indexed_at = now()',
      );
    });
  }
}
