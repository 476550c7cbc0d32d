import type { EntityManager } from 'typeorm';
import { CompositionEntity } from '../entities/composition.js';
import { queryEntities } from '../query.js';
import { get } from './read.js';
import type { CancelResult } from './types.js';

/** Waiting or running, it is cancelled from this moment: its worker learns so from its next heartbeat, or sooner. */
export async function cancel(manager: EntityManager, compositionId: string): Promise<CancelResult> {
  const [cancelled] = await queryEntities(
    manager,
    CompositionEntity,
    `UPDATE compositions SET status = 'cancelled', completed_at = now(),
       lease_owner = NULL, lease_until = NULL, deadline_at = NULL
     WHERE composition_id = $1 AND status IN ('queued', 'processing') RETURNING *`,
    [compositionId],
  );
  if (cancelled !== undefined) return { kind: 'cancelled', composition: cancelled };
  const composition = await get(manager, compositionId);
  return composition === null ? { kind: 'not_found' } : { kind: 'already_terminal', composition };
}
