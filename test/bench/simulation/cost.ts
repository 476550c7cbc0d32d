/** US dollars. Examples with their source and date are in docs/scaling.md. */
export interface Prices {
  readonly coreHour: number;
  readonly gigabyteMonth: number;
  /** For a thousand requests that write, and that read. */
  readonly thousandPuts: number;
  readonly thousandGets: number;
  /** Of what does not grow with the work: PostgreSQL, Redis, API. */
  readonly fixedHour: number;
}

/**
 * Examples, not offers: AWS us-east-1 on demand, without traffic to clients. A core is half a c7i.large; fixed are a db.t4g.medium in
 * two zones, two cache.t4g.small, the cluster's control plane and two cores for the API.
 */
export const EXAMPLE_PRICES: Prices = {
  coreHour: 0.0446,
  gigabyteMonth: 0.023,
  thousandPuts: 0.005,
  thousandGets: 0.0004,
  fixedHour: 0.13 + 2 * 0.032 + 0.1 + 2 * 0.0446,
};

/** Counted for one composition. */
export interface Spent {
  readonly outputSeconds: number;
  /** Of all processes of a worker, ffmpeg and its own. */
  readonly coreSeconds: number;
  readonly puts: number;
  readonly gets: number;
  readonly storedBytes: number;
  readonly storedDays: number;
}

/** Dollars for a finished minute, part by part. `busy`: share of the paid cores' time that works, 0–1; `minutesPerHour`: finished ones. */
export function costPerMinute(spent: Spent, prices: Prices, busy: number, minutesPerHour: number) {
  const minutes = spent.outputSeconds / 60;
  const compute = ((spent.coreSeconds / 3600) * prices.coreHour) / busy / minutes;
  const requests = (spent.puts * prices.thousandPuts + spent.gets * prices.thousandGets) / 1000 / minutes;
  const storage = ((spent.storedBytes / 1e9) * prices.gigabyteMonth * (spent.storedDays / 30)) / minutes;
  const fixed = prices.fixedHour / minutesPerHour;
  return { compute, requests, storage, fixed, total: compute + requests + storage + fixed };
}
