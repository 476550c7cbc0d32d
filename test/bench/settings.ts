import { SetupError } from '../../infra/local/failure.js';

export interface BenchSettings {
  /** Pairs of one oracle run and one of Cutroom's; their median counts. */
  readonly runs: number;
  /** Real clips and sounds in place of generated ones. */
  readonly mediaDir: string | null;
  /** Names of the cases to run, in capitals; empty = all. */
  readonly cases: ReadonlySet<string>;
}

const MAX_RUNS = 99;

/** BENCH_RUNS (1–99, default 3), BENCH_MEDIA, BENCH_CASES (`A,C,estimates`). @throws SetupError */
export function benchSettings(env: NodeJS.ProcessEnv): BenchSettings {
  const given = (name: string): string | null => env[name]?.trim() || null;
  const runs = Number(given('BENCH_RUNS') ?? 3);
  if (!Number.isInteger(runs) || runs < 1 || runs > MAX_RUNS) {
    throw new SetupError(`BENCH_RUNS is a whole number from 1 to ${MAX_RUNS}.`);
  }
  const letters = (given('BENCH_CASES') ?? '').toUpperCase().split(/[\s,]+/);
  return {
    runs,
    mediaDir: given('BENCH_MEDIA'),
    cases: new Set(letters.filter((letter) => letter !== '')),
  };
}
