import type { DataSource } from 'typeorm';
import { CompositionEntity } from '../entities/composition.js';
import { query, queryEntities } from '../query.js';
import type { Composition } from './types.js';

/** Objects go first and the pointer after: dying in between leaves a pointer to try again, never a lost object. */
export function expireResults(
  dataSource: DataSource,
  ttlSeconds: number,
  limit: number,
  remove: (expired: Composition) => Promise<void>,
): Promise<number> {
  return dataSource.transaction(async (manager) => {
    const expired = await queryEntities(
      manager,
      CompositionEntity,
      `SELECT * FROM compositions
       WHERE status = 'completed' AND result IS NOT NULL AND completed_at < now() - make_interval(secs => $1)
         -- Variants of films are kept with their films.
         AND NOT EXISTS (SELECT 1 FROM video_variants AS v WHERE v.composition_id = compositions.composition_id)
       ORDER BY completed_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [ttlSeconds, limit],
    );
    const removed: string[] = [];
    for (const composition of expired) {
      const gone = await remove(composition).then(
        () => true,
        () => false,
      );
      if (gone) removed.push(composition.id);
    }
    await query(manager, 'UPDATE compositions SET result = NULL, output_url = NULL WHERE id = ANY($1::uuid[])', [
      removed,
    ]);
    return removed.length;
  });
}
