import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../json.js';

const PRIMARY_KEY = 'render_flow_parts_pkey';

/** One part of a flow and how far it is; parts that existed before count as made from the start. */
@Entity('render_flow_parts')
@Index('render_flow_parts_key_idx', ['key'])
export class FlowPartEntity {
  @PrimaryColumn({ name: 'composition_id', type: 'varchar', length: 64, primaryKeyConstraintName: PRIMARY_KEY })
  readonly compositionId: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: PRIMARY_KEY })
  readonly attempt: number;

  /** Its number in the plan's list of parts. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: PRIMARY_KEY })
  readonly part: number;

  /** Under which `parts` knows it; that row does not expire while this one stands. */
  @Column({ type: 'varchar', length: 64 })
  readonly key: string;

  /** Of the output that it fills, all places together; 0 for sound. */
  @Column({ type: 'integer' })
  readonly frames: number;

  @Column({ name: 'frames_done', type: 'integer', default: 0 })
  readonly framesDone: number;

  /** Existed before this attempt. */
  @Column({ type: 'boolean' })
  readonly reused: boolean;

  @Column({ type: 'boolean' })
  readonly made: boolean;

  /** What its maker has to say: cost and warnings; null while nobody has made it. */
  @Column({ type: 'jsonb', nullable: true })
  readonly report: JsonObject | null;
}
