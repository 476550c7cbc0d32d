import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../json.js';
import { jsonb } from '../json.js';
import { query } from '../query.js';
import type { FlowBeat, OpenFlow, PartBeat, PartMade } from './types.js';

/** An attempt whose parts are being made: an assembler has an owner, and another attempt another number. */
const COUNTS = `c.composition_id = $1 AND c.attempt = $2 AND c.status = 'processing' AND c.lease_owner IS NULL`;

export async function openFlow(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
): Promise<OpenFlow | null> {
  const { rows } = await query<OpenFlow>(manager, `SELECT c.failures FROM compositions AS c WHERE ${COUNTS}`, [
    compositionId,
    attempt,
  ]);
  return rows[0] ?? null;
}

export async function describeFlow(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
): Promise<JsonObject | null> {
  const { rows } = await query<{ description: JsonObject }>(
    manager,
    'SELECT description FROM render_flows WHERE composition_id = $1 AND attempt = $2',
    [compositionId, attempt],
  );
  return rows[0]?.description ?? null;
}

/** Frames done over all parts of $1's attempt $2; a statement does not see what it writes, so part $3 is told here. */
const sumOfFrames = (ofThisPart: string): string => `
  SELECT COALESCE(sum(CASE WHEN part = $3 THEN ${ofThisPart} ELSE frames_done END), 0)::int AS "framesDone"
  FROM render_flow_parts WHERE composition_id = $1 AND attempt = $2`;

/** Share of a lease that is left when it is extended anew. */
const EXTEND_AT = 0.8;
/** As rare as the lease: $5 is its length. */
const SEEN_ALIVE = `UPDATE render_flows SET alive_at = now()
  WHERE composition_id = $1 AND attempt = $2 AND alive_at < now() - make_interval(secs => $5 * (1 - ${EXTEND_AT}))
    AND EXISTS (SELECT 1 FROM held)`;
/** Percent between two saves of progress. */
const SAVE_EVERY = 2;

/**
 * One statement is heartbeat and progress at once. All makers of parts share one row, whose lock is held until a commit is on
 * the disk, so it is written only where the lease is due or there is progress to speak of; else they would wait for each other.
 */
export async function beat(
  manager: EntityManager,
  { compositionId, attempt, part, framesDone, leaseSeconds, progress }: PartBeat,
): Promise<FlowBeat | null> {
  const { rows } = await query<FlowBeat>(
    manager,
    `WITH held AS (SELECT 1 FROM compositions AS c WHERE ${COUNTS}),
     written AS (
       UPDATE compositions AS c SET lease_until = GREATEST(lease_until, now() + make_interval(secs => $5)),
         progress = CASE WHEN $6 > (progress->>'percentage')::float8 THEN $7::jsonb ELSE progress END
       WHERE ${COUNTS} AND (lease_until < now() + make_interval(secs => $5 * ${EXTEND_AT})
         OR $6 >= (progress->>'percentage')::float8 + ${SAVE_EVERY})),
     alive AS (${SEEN_ALIVE}),
     mine AS (
       UPDATE render_flow_parts SET frames_done = GREATEST(frames_done, LEAST($4, frames))
       WHERE composition_id = $1 AND attempt = $2 AND part = $3 AND frames_done < LEAST($4, frames)
         AND EXISTS (SELECT 1 FROM held))
     ${sumOfFrames('GREATEST(frames_done, LEAST($4, frames))')} HAVING EXISTS (SELECT 1 FROM held)`,
    [compositionId, attempt, part, framesDone, leaseSeconds, progress.percentage, jsonb(progress)],
  );
  return rows[0] ?? null;
}

/** Written once: of two workers that made the same part the first is believed. */
export async function finishPart(
  manager: EntityManager,
  compositionId: string,
  attempt: number,
  part: number,
  { key, report }: PartMade,
): Promise<FlowBeat> {
  const { rows } = await query<FlowBeat>(
    manager,
    `WITH mine AS (
       UPDATE render_flow_parts SET made = true, frames_done = frames, key = $4, report = $5::jsonb
       WHERE composition_id = $1 AND attempt = $2 AND part = $3 AND NOT made),
     alive AS (UPDATE render_flows SET alive_at = now() WHERE composition_id = $1 AND attempt = $2)
     ${sumOfFrames('frames')}`,
    [compositionId, attempt, part, key, jsonb(report)],
  );
  return rows[0] ?? { framesDone: 0 };
}
