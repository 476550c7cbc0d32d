export interface ThreadOptions {
  /** Threads of every encoder; null = by the number of segments and `cores`. */
  readonly threads: number | null;
  /** Cores of a worker, ≥ 1: so many encoders run at a time. */
  readonly cores: number;
}

/** Each thread holds frames of its own, about 35 MB at 720p. */
const MOST = 4;

/**
 * Threads of the encoder of segment `index` out of `count`. One thread does most work for its time and memory, as long as every core
 * has a segment. The last ones, too few for all cores, share them: a single segment gets them all. So an edit changes the
 * threads, and with them the identity, of the last few segments only. Never decided by what else a worker has to do: the
 * number of threads is part of what a segment is known by.
 */
export const encoderThreads = (index: number, count: number, { threads, cores }: ThreadOptions): number => {
  if (threads !== null) return threads;
  const rest = count % cores;
  return index < count - rest ? 1 : Math.min(MOST, Math.ceil(cores / rest));
};
