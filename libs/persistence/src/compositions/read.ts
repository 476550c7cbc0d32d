import type { EntityManager } from 'typeorm';
import { CompositionEntity } from '../entities/composition.js';
import { query, queryEntities } from '../query.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import type { Composition, DepthSample, ListFilter, Page } from './types.js';

export const get = (manager: EntityManager, compositionId: string): Promise<Composition | null> =>
  manager.findOneBy(CompositionEntity, { compositionId });

/** Keyset paging: a page costs the same however deep it lies, and rows made meanwhile shift nothing. */
export async function list(
  manager: EntityManager,
  filter: ListFilter,
  limit: number,
  cursor: string | null,
): Promise<Page> {
  const after = cursor === null ? null : decodeCursor(cursor);
  const rows = await queryEntities(
    manager,
    CompositionEntity,
    `SELECT * FROM compositions
     WHERE ($1::varchar IS NULL OR status = $1) AND ($2::varchar IS NULL OR user_id = $2)
       AND ($3::timestamptz IS NULL OR (created_at, composition_id) < ($3, $4))
     ORDER BY created_at DESC, composition_id DESC LIMIT $5`,
    [filter.status ?? null, filter.userId ?? null, after?.createdAt ?? null, after?.compositionId ?? '', limit + 1],
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(last) : null };
}

export async function queueDepth(manager: EntityManager, limit: number): Promise<number> {
  const { rows } = await query<{ count: number }>(
    manager,
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM compositions WHERE status = 'queued' LIMIT $1) AS waiting`,
    [limit],
  );
  return rows[0]?.count ?? 0;
}

export async function countActive(manager: EntityManager): Promise<readonly DepthSample[]> {
  const { rows } = await query<DepthSample>(
    manager,
    `SELECT status AS state, priority, count(*)::int AS count FROM compositions
     WHERE status IN ('queued', 'processing') GROUP BY status, priority`,
  );
  return rows;
}
