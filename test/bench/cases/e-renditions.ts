import type { BenchCase } from '../case.js';

export const renditions: BenchCase = {
  name: 'E',
  title: 'renditions: three sizes of one source',
  notYet: 'several sizes out of one decode are not built yet',
};
