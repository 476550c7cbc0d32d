import type { Progress } from '#lib/contracts';
import type { Composition } from '../compositions/types.js';
import type { FlowPartEntity } from '../entities/flow-part.js';
import type { JsonObject } from '../json.js';

export type FlowPart = Pick<FlowPartEntity, 'part' | 'key' | 'frames' | 'reused' | 'made' | 'report'>;
export type NewFlowPart = Pick<FlowPart, 'part' | 'key' | 'frames' | 'reused'>;

export interface NewFlow {
  readonly compositionId: string;
  readonly attempt: number;
  /** Read by those who make the parts; this library only keeps it. */
  readonly description: JsonObject;
  /** All of them, in the order in which they should be made. At least one is not reused. */
  readonly parts: readonly NewFlowPart[];
}

/** Seconds a flow that nobody has asked about yet counts as alive. */
export interface FlowOptions {
  readonly aliveSeconds: number;
}

/** A composition whose parts are being made. */
export interface OpenFlow {
  /** Transient faults and lost leases so far. */
  readonly failures: number;
}

/** A sign of life of a part in the making. */
export interface PartBeat {
  readonly compositionId: string;
  readonly attempt: number;
  readonly part: number;
  /** Of this part. */
  readonly framesDone: number;
  /** Of the whole, as far as the maker of this part knows. */
  readonly progress: Progress;
  readonly leaseSeconds: number;
}

export interface FlowBeat {
  /** Frames of the output that are done, over all parts. */
  readonly framesDone: number;
}

export interface PartMade {
  /** Where it is kept. */
  readonly key: string;
  readonly report: JsonObject;
}

/** Everything an assembler needs; the composition is its own from here on. */
export interface Assembly {
  readonly composition: Composition;
  readonly parts: readonly FlowPart[];
  /** Between the planner's hand-over and this claim. */
  readonly secondsInParts: number;
}
