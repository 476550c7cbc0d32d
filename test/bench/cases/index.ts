import type { BenchCase } from '../case.js';
import { compose } from './a-compose.js';
import { assemble } from './b-assemble.js';
import { edit } from './c-edit.js';
import { slideshow } from './d-slideshow.js';
import { renditions } from './e-renditions.js';
import { estimates } from './estimates.js';

export const CASES: readonly BenchCase[] = [compose, assemble, edit, slideshow, renditions, estimates];
