import type { EntityManager } from 'typeorm';
import { jsonb } from '../json.js';
import { query } from '../query.js';
import type { FlowOptions, NewFlow } from './types.js';

/**
 * The planner lets go of the composition and promises its parts, all in one statement: either the attempt still counts
 * and everything is written, or nothing is. `lease_owner` null on a processing row says that its parts are being made.
 */
export async function distribute(
  manager: EntityManager,
  { compositionId, attempt, description, parts }: NewFlow,
  { aliveSeconds }: FlowOptions,
): Promise<boolean> {
  const { affected } = await query(
    manager,
    `WITH held AS (
       UPDATE compositions
       SET lease_owner = NULL, deadline_at = NULL, enqueued_at = now(),
           lease_until = now() + make_interval(secs => $8)
       WHERE composition_id = $1 AND attempt = $2 AND status = 'processing' AND lease_owner IS NOT NULL
       RETURNING composition_id, attempt, request_id, priority),
     flow AS (
       INSERT INTO render_flows (composition_id, attempt, description)
       SELECT composition_id, attempt, $3::jsonb FROM held
       ON CONFLICT (composition_id) DO UPDATE
         SET attempt = EXCLUDED.attempt, description = EXCLUDED.description, created_at = now(), alive_at = now()),
     rows AS (
       INSERT INTO render_flow_parts (composition_id, attempt, part, key, frames, reused, made, frames_done)
       SELECT composition_id, attempt, p.part, p.key, p.frames, p.reused, p.reused,
              CASE WHEN p.reused THEN p.frames ELSE 0 END
       FROM held, unnest($4::int[], $5::varchar[], $6::int[], $7::boolean[]) AS p(part, key, frames, reused))
     INSERT INTO outbox (job_name, job_id, payload, priority)
     SELECT 'assemble', 'assemble.' || composition_id || '.' || attempt,
            jsonb_build_object('compositionId', composition_id, 'requestId', request_id, 'attempt', attempt,
                               'parts', $9::jsonb), priority
     FROM held`,
    [
      compositionId,
      attempt,
      jsonb(description),
      parts.map(({ part }) => part),
      parts.map(({ key }) => key),
      parts.map(({ frames }) => frames),
      parts.map(({ reused }) => reused),
      aliveSeconds,
      JSON.stringify(parts.filter(({ reused }) => !reused).map(({ part }) => part)),
    ],
  );
  return affected === 1;
}
