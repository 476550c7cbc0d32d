import type { EntityManager } from 'typeorm';
import type { ClaimOptions } from '../compositions/types.js';
import { CompositionEntity } from '../entities/composition.js';
import { FlowPartEntity } from '../entities/flow-part.js';
import { query, queryEntities } from '../query.js';
import type { Assembly } from './types.js';

/** The same attempt goes on under a lease and a deadline of one worker's own. Of several callers one gets it. */
export async function claimAssembly(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
  workerId: string,
  { leaseSeconds, jobTimeoutSeconds }: Omit<ClaimOptions, 'maxFailures'>,
): Promise<Assembly | null> {
  const [composition] = await queryEntities(
    manager,
    CompositionEntity,
    `UPDATE compositions SET lease_owner = $3, lease_until = now() + make_interval(secs => $4),
       deadline_at = now() + make_interval(secs => $5)
     WHERE composition_id = $1 AND attempt = $2 AND status = 'processing' AND lease_owner IS NULL RETURNING *`,
    [compositionId, attempt, workerId, leaseSeconds, jobTimeoutSeconds],
  );
  if (composition === undefined) return null;
  const { rows } = await query<Pick<Assembly, 'secondsInParts'>>(
    manager,
    `SELECT extract(epoch FROM now() - created_at)::float8 AS "secondsInParts"
     FROM render_flows WHERE composition_id = $1 AND attempt = $2`,
    [compositionId, attempt],
  );
  const parts = await queryEntities(
    manager,
    FlowPartEntity,
    'SELECT * FROM render_flow_parts WHERE composition_id = $1 AND attempt = $2 ORDER BY part',
    [compositionId, attempt],
  );
  const [flow] = rows;
  // Claimed all the same: without its flow the attempt cannot go on, and its lease running out starts another.
  return flow === undefined ? null : { composition, parts, ...flow };
}

export async function pruneFlows(manager: EntityManager): Promise<number> {
  const over = (table: string): string => `DELETE FROM ${table} AS f WHERE NOT EXISTS (
    SELECT 1 FROM compositions AS c
    WHERE c.composition_id = f.composition_id AND c.attempt = f.attempt AND c.status = 'processing')`;
  const { affected } = await query(manager, over('render_flows'));
  await query(manager, over('render_flow_parts'));
  return affected;
}
