/** One size of fleet. */
export interface Point {
  readonly workers: number;
  /** More is better: how many times as fast as the smallest fleet of the curve. */
  readonly speedUp: number;
  /** Speed-up for each worker, the smallest fleet's being 1. */
  readonly efficiency: number;
  readonly seconds: number;
  readonly busy: number;
}

/** Doubling a fleet beyond its knee brings less than this. */
export const WORTH_DOUBLING = 1.5;

/** Sizes from `from` to `to` in the steps 1, 2, 5, 10, 20, 50 … */
export function sizes(from: number, to: number): readonly number[] {
  const all: number[] = [];
  for (let unit = 1; unit <= to; unit *= 10) {
    for (const step of [1, 2, 5]) if (unit * step >= from && unit * step <= to) all.push(unit * step);
  }
  return all;
}

export function curve(
  workers: readonly number[],
  run: (workers: number) => { readonly makespan: number; readonly busy: number },
): readonly Point[] {
  const outcomes = workers.map((count) => ({ count, ...run(count) }));
  const [first] = outcomes;
  if (first === undefined) throw new RangeError('A curve needs a point.');
  return outcomes.map(({ count, makespan, busy }) => {
    const speedUp = first.makespan / makespan;
    return { workers: count, speedUp, efficiency: (speedUp * first.count) / count, seconds: makespan, busy };
  });
}

/**
 * The largest fleet that was worth its size: between it and the next point, doubling the workers would bring less than
 * `WORTH_DOUBLING`. Steps that are no doubling count by their logarithm. Null where the curve has no knee.
 */
export function knee(points: readonly Point[]): Point | null {
  for (const [index, point] of points.entries()) {
    const next = points[index + 1];
    if (next === undefined) return null;
    const doublings = Math.log2(next.workers / point.workers);
    if ((next.speedUp / point.speedUp) ** (1 / doublings) < WORTH_DOUBLING) return point;
  }
  return null;
}
