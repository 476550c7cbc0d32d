import type { DataSource } from 'typeorm';
import { query } from './query.js';

/** An object, and the id in its name: of a composition (`outputs`), an asset (`uploads`) or a part (`parts`). */
export interface OwnedObject {
  readonly key: string;
  readonly id: string;
}

export type OwnerKind = 'outputs' | 'uploads' | 'parts';

/** What refers to the object `o`. A composition that has not ended may be about to. */
const REFERENCES: Readonly<Record<OwnerKind, string>> = {
  outputs: `SELECT 1 FROM compositions AS c WHERE c.composition_id = o.id AND (c.status IN ('queued', 'processing')
              OR c.result->>'key' = o.key OR c.result->'thumbnail'->>'key' = o.key
              OR c.result->'renditions' @> jsonb_build_array(jsonb_build_object('key', o.key)))`,
  uploads: `SELECT 1 FROM assets AS a WHERE a.asset_id = o.id AND a.key = o.key`,
  parts: 'SELECT 1 FROM parts AS p WHERE p.key = o.id AND p.object_key = o.key',
};

/** Any number that no other use of this database's advisory locks takes. */
const SWEEP_LOCK = 7_305_114_020;

/** Which stored objects nothing in the database speaks of. */
export class OrphanRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` unless another process does at this moment (then null). The lock ends with this process' connection. */
  async alone<T>(work: () => Promise<T>): Promise<T | null> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const { rows } = await query<{ got: boolean }>(runner.manager, 'SELECT pg_try_advisory_lock($1) AS got', [
        SWEEP_LOCK,
      ]);
      if (rows[0]?.got !== true) return null;
      try {
        return await work();
      } finally {
        await runner.query('SELECT pg_advisory_unlock($1)', [SWEEP_LOCK]);
      }
    } finally {
      await runner.release();
    }
  }

  /** The keys of those objects that nothing refers to. */
  async unreferenced(kind: OwnerKind, objects: readonly OwnedObject[]): Promise<readonly string[]> {
    const { rows } = await query<{ key: string }>(
      this.dataSource.manager,
      `SELECT o.key FROM unnest($1::text[], $2::text[]) AS o(key, id) WHERE NOT EXISTS (${REFERENCES[kind]})`,
      [objects.map(({ key }) => key), objects.map(({ id }) => id)],
    );
    return rows.map(({ key }) => key);
  }

  /** Forgets up to `limit` presigned uploads that were not finalized in this time. @returns how many. */
  async forgetPending(olderThanSeconds: number, limit: number): Promise<number> {
    const { affected } = await query(
      this.dataSource.manager,
      `DELETE FROM assets WHERE asset_id IN (
         SELECT asset_id FROM assets WHERE status = 'pending' AND created_at < now() - make_interval(secs => $1)
         LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [olderThanSeconds, limit],
    );
    return affected;
  }
}
