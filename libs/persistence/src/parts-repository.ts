import type { DataSource } from 'typeorm';
import { PartEntity } from './entities/part.js';
import { query, queryEntities } from './query.js';

export type Part = Readonly<PartEntity>;
export type NewPart = Pick<Part, 'key' | 'bucket' | 'objectKey' | 'sha256' | 'sizeBytes'>;

/** Which encoded parts exist. The bytes are in the object store; this says where, and what they must be. */
export class PartRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Those of `keys` that exist. To be looked for is to be used: a running render's parts never count as unused. */
  find(keys: readonly string[]): Promise<readonly Part[]> {
    return queryEntities(
      this.dataSource.manager,
      PartEntity,
      'UPDATE parts SET last_used_at = now() WHERE key = ANY($1::varchar[]) RETURNING *',
      [keys],
    );
  }

  /** Which of `keys` exist. To be counted is not to be used. */
  async existing(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await query<{ key: string }>(
      this.dataSource.manager,
      'SELECT key FROM parts WHERE key = ANY($1::varchar[])',
      [keys],
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** The first one stays: true where that is this one, false where the caller's object is not needed. */
  async add({ key, bucket, objectKey, sha256, sizeBytes }: NewPart): Promise<boolean> {
    const { affected } = await query(
      this.dataSource.manager,
      `INSERT INTO parts (key, bucket, object_key, sha256, size_bytes) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key) DO NOTHING`,
      [key, bucket, objectKey, sha256, sizeBytes],
    );
    return affected > 0;
  }

  /** Forgets a part whose object turned out lost or damaged, unless another object has taken its place meanwhile. */
  async forget({ key, objectKey }: Pick<Part, 'key' | 'objectKey'>): Promise<void> {
    await query(this.dataSource.manager, 'DELETE FROM parts WHERE key = $1 AND object_key = $2', [key, objectKey]);
  }

  /** Forgets up to `limit` parts not used for `ttlSeconds`, except those that a flow is waiting for. The caller removes their objects. */
  async expire(ttlSeconds: number, limit: number): Promise<readonly Part[]> {
    return queryEntities(
      this.dataSource.manager,
      PartEntity,
      `DELETE FROM parts WHERE key IN (
         SELECT key FROM parts AS p WHERE last_used_at < now() - make_interval(secs => $1)
           AND NOT EXISTS (SELECT 1 FROM render_flow_parts AS f WHERE f.key = p.key)
         ORDER BY last_used_at LIMIT $2 FOR UPDATE OF p SKIP LOCKED) RETURNING *`,
      [ttlSeconds, limit],
    );
  }
}
