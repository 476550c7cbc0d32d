/** The middle value, or the mean of the two in the middle. @throws RangeError for none */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError('There is no median of nothing.');
  return (lower + upper) / 2;
}

/**
 * The median of ratios, each taken between two measurements of the same run: what slows a machine down for a minute
 * slows both.
 */
export const medianRatio = <T>(runs: readonly T[], over: (run: T) => number, under: (run: T) => number): number =>
  median(runs.map((run) => over(run) / under(run)));

/** The least value that `share` (0–1) of all are at or below (nearest rank). @throws RangeError for none */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('There is no percentile of nothing.');
  return found;
}
