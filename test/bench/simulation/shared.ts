import type { Shared } from './model.js';

/** Counted for one composition rendered by one worker, and for each second of one worker that does nothing. */
export interface Demand {
  readonly name: string;
  readonly servers: number;
  readonly millisecondsPerComposition: number;
  readonly idleMillisecondsPerSecond: number;
}

/** Redis answers with one thread; PostgreSQL is given two cores, the smallest of infra/terraform. */
export const DEMANDS: readonly Demand[] = [
  { name: 'Redis', servers: 1, millisecondsPerComposition: 30, idleMillisecondsPerSecond: 0.07 },
  { name: 'PostgreSQL', servers: 2, millisecondsPerComposition: 37, idleMillisecondsPerSecond: 0.61 },
];

/** The same for each of `jobs` jobs of a composition. */
export const sharedBy = (demands: readonly Demand[], jobs: number): readonly Shared[] =>
  demands.map(({ name, servers, millisecondsPerComposition, idleMillisecondsPerSecond }) => ({
    name,
    servers,
    secondsPerJob: millisecondsPerComposition / jobs / 1000,
    idleShare: idleMillisecondsPerSecond / 1000,
  }));

/**
 * Compositions a second at which a service is used up by them and by `workers` that are there (utilisation law); 0 where the
 * workers alone use it up.
 */
export const mostPerSecond = (demand: Demand, workers: number): number =>
  Math.max(0, demand.servers - (demand.idleMillisecondsPerSecond / 1000) * workers) /
  (demand.millisecondsPerComposition / 1000);
