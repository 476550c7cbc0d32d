import type { DataSource } from 'typeorm';
import { jsonb } from './json.js';
import { query } from './query.js';

/** What probers found in files, by the checksum of their bytes: one look is enough for a whole fleet. */
export class MediaProbeRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where `prober` has not looked yet. To be asked for is to be used. */
  async find(prober: string, checksum: string): Promise<unknown> {
    const { rows } = await query<{ info: unknown }>(
      this.dataSource.manager,
      'UPDATE media_probes SET last_used_at = now() WHERE checksum = $1 AND prober = $2 RETURNING info',
      [checksum, prober],
    );
    return rows[0]?.info ?? null;
  }

  async keep(prober: string, checksum: string, info: unknown): Promise<void> {
    await query(
      this.dataSource.manager,
      'INSERT INTO media_probes (checksum, prober, info) VALUES ($1, $2, $3::jsonb) ON CONFLICT DO NOTHING',
      [checksum, prober, jsonb(info)],
    );
  }

  /** Forgets what nobody asked for during `seconds`. @returns how many */
  async prune(seconds: number): Promise<number> {
    const { affected } = await query(
      this.dataSource.manager,
      'DELETE FROM media_probes WHERE last_used_at < now() - make_interval(secs => $1)',
      [seconds],
    );
    return affected;
  }
}
