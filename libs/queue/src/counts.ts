/**
 * Where BullMQ keeps jobs that are still to end. A job with a priority, which ours all have, waits in `prioritized` and
 * never in the list `wait`: whoever measures that list's length alone sees an empty queue.
 */
export const JOB_STATES = ['wait', 'prioritized', 'delayed', 'active', 'waiting-children'] as const;

export interface JobCount {
  readonly queue: string;
  /** A word of `JOB_STATES`, with an underscore for its hyphen. */
  readonly state: string;
  readonly count: number;
}

export const stateOf = (type: (typeof JOB_STATES)[number]): string => type.replace('-', '_');
