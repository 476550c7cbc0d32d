import type { DataSource } from 'typeorm';
import type { ClaimOptions } from '../compositions/types.js';
import type { JsonObject } from '../json.js';
import { claimAssembly, pruneFlows } from './assembly.js';
import { distribute } from './distribute.js';
import { beat, describeFlow, finishPart, openFlow } from './parts.js';
import type { Assembly, FlowBeat, FlowOptions, NewFlow, OpenFlow, PartBeat, PartMade } from './types.js';

/**
 * A render whose parts are made by many workers: distributed by the one that planned it, then nobody's own
 * (`processing` without `lease_owner`) while parts are made, then the assembler's. Everything is fenced by the attempt.
 */
export class FlowRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Hands the composition over to whoever makes its parts, and promises the jobs. False: the attempt no longer counts. */
  distribute(flow: NewFlow, options: FlowOptions): Promise<boolean> {
    return distribute(this.dataSource.manager, flow, options);
  }

  /** Null where nobody waits for parts of this attempt (any more). */
  open(compositionId: string, attempt: number): Promise<OpenFlow | null> {
    return openFlow(this.dataSource.manager, compositionId, attempt);
  }

  /** What the planner wrote, which never changes; null where it is gone. */
  describe(compositionId: string, attempt: number): Promise<JsonObject | null> {
    return describeFlow(this.dataSource.manager, compositionId, attempt);
  }

  /** A sign of life of a part in the making. Null: stop at once, the work is no longer wanted. */
  beat(sign: PartBeat): Promise<FlowBeat | null> {
    return beat(this.dataSource.manager, sign);
  }

  finishPart(compositionId: string, attempt: number, part: number, made: PartMade): Promise<FlowBeat> {
    return finishPart(this.dataSource.manager, compositionId, attempt, part, made);
  }

  /** Takes the composition back into one worker's hands. Null: another has it, or the attempt no longer counts. */
  claimAssembly(
    compositionId: string,
    attempt: number,
    workerId: string,
    options: Omit<ClaimOptions, 'maxFailures'>,
  ): Promise<Assembly | null> {
    return this.dataSource.transaction((manager) => claimAssembly(manager, compositionId, attempt, workerId, options));
  }

  /** Forgets flows of attempts that no longer count. @returns how many. */
  prune(): Promise<number> {
    return pruneFlows(this.dataSource.manager);
  }
}
