import type { BenchCase } from '../case.js';
import { rivalRows } from '../rivals/index.js';

export const rivals: BenchCase = {
  name: 'rivals',
  title: 'rivals: the film of case A by a staged pipeline and by melt',
  measure: async (bench) => rivalRows(bench.options, await bench.film()),
};
