import type { Row } from './report/row.js';
import type { Series, SeriesOptions } from './series.js';

export interface Bench {
  readonly options: SeriesOptions;
  /** The film of case A again and again, oracle and service in turn; run once, whoever asks. */
  film(): Promise<Series>;
}

/** A case measures, or says why the engine cannot do it yet. */
export type BenchCase = {
  /** What BENCH_CASES calls it: a letter, or a word. */
  readonly name: string;
  readonly title: string;
} & ({ readonly measure: (bench: Bench) => Promise<readonly Row[]> } | { readonly notYet: string });
