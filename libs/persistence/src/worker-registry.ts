import type { DataSource } from 'typeorm';
import { WorkerEntity } from './entities/worker.js';
import { jsonb } from './json.js';
import { query, queryEntities } from './query.js';
import type { WorkerCapabilities } from './worker-capabilities.js';

export type WorkerInfo = Readonly<WorkerEntity>;

export class WorkerRegistry {
  constructor(private readonly dataSource: DataSource) {}

  /** A sign of life; the first one registers the worker. */
  async heartbeat(workerId: string, capabilities: WorkerCapabilities): Promise<void> {
    await query(
      this.dataSource.manager,
      `INSERT INTO workers (id, capabilities) VALUES ($1, $2::jsonb)
       ON CONFLICT (id) DO UPDATE SET heartbeat_at = now(), capabilities = EXCLUDED.capabilities`,
      [workerId, jsonb(capabilities)],
    );
  }

  /** Workers heard of within the last `seconds`, newest sign of life first. */
  live(seconds: number): Promise<readonly WorkerInfo[]> {
    return queryEntities(
      this.dataSource.manager,
      WorkerEntity,
      `SELECT * FROM workers WHERE heartbeat_at >= now() - make_interval(secs => $1) ORDER BY heartbeat_at DESC, id`,
      [seconds],
    );
  }

  /** A worker that stops in good order signs off. */
  async remove(workerId: string): Promise<void> {
    await query(this.dataSource.manager, 'DELETE FROM workers WHERE id = $1', [workerId]);
  }

  /** Forgets workers not heard of for `seconds`. @returns how many. */
  async prune(seconds: number): Promise<number> {
    const { affected } = await query(
      this.dataSource.manager,
      'DELETE FROM workers WHERE heartbeat_at < now() - make_interval(secs => $1)',
      [seconds],
    );
    return affected;
  }
}
