import type { BenchCase } from '../case.js';

export const slideshow: BenchCase = {
  name: 'D',
  title: 'slideshow: ten images and ten sounds',
  notYet: 'still pictures as clips are not built yet',
};
