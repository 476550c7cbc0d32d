import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WorkerCapabilities } from '../worker-capabilities.js';

/** Workers that live, and what their ffmpeg can do: how the API knows without ever running one. */
@Entity('workers')
export class WorkerEntity {
  @PrimaryColumn({ type: 'varchar', length: 128, primaryKeyConstraintName: 'workers_pkey' })
  readonly id: string;

  @Column({ name: 'started_at', type: 'timestamptz', default: () => 'now()' })
  readonly startedAt: Date;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', default: () => 'now()' })
  readonly heartbeatAt: Date;

  @Column({ type: 'jsonb' })
  readonly capabilities: WorkerCapabilities;
}
