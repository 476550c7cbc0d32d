import type { BenchCase } from '../case.js';
import { compose } from './a-compose.js';
import { assemble } from './b-assemble.js';
import { edit } from './c-edit.js';
import { slideshow } from './d-slideshow.js';
import { renditions } from './e-renditions.js';
import { estimates } from './estimates.js';
import { fairness } from './fairness.js';
import { killed } from './killed.js';
import { load } from './load.js';
import { planner } from './planner.js';
import { rivals } from './rivals.js';
import { scaling } from './scaling.js';
import { sockets } from './sockets.js';

export const CASES: readonly BenchCase[] = [
  ...[compose, assemble, edit, slideshow, renditions],
  ...[rivals, scaling, killed, fairness, planner, estimates, load, sockets],
];
