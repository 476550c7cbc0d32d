import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../json.js';

/** A render whose parts many workers make: what they need to know of it, kept while its attempt counts. */
@Entity('render_flows')
export class FlowEntity {
  @PrimaryColumn({
    name: 'composition_id',
    type: 'varchar',
    length: 64,
    primaryKeyConstraintName: 'render_flows_pkey',
  })
  readonly compositionId: string;

  /** The attempt that planned it. */
  @Column({ type: 'integer' })
  readonly attempt: number;

  /** The worker's own words: the plan, and where its sources are. */
  @Column({ type: 'jsonb' })
  readonly description: JsonObject;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  readonly createdAt: Date;

  /** When a worker was last seen at one of its parts; before that, when it was planned. */
  @Column({ name: 'alive_at', type: 'timestamptz', default: () => 'now()' })
  readonly aliveAt: Date;
}
