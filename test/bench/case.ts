import type { Row } from './report/row.js';
import type { Series } from './series.js';

export interface Bench {
  /** The film of case A again and again, oracle and service in turn; run once, whoever asks. */
  film(): Promise<Series>;
}

/** A case measures, or says why the engine cannot do it yet. */
export type BenchCase = {
  readonly letter: string;
  readonly title: string;
} & ({ readonly measure: (bench: Bench) => Promise<readonly Row[]> } | { readonly notYet: string });
