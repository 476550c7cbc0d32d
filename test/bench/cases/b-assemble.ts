import type { BenchCase } from '../case.js';

export const assemble: BenchCase = {
  name: 'B',
  title: 'assemble: ten clips that already are what the output wants',
  notYet: 'every clip is encoded; copying streams without encoding is not built yet',
};
