import { join } from 'node:path';
import { runSuites } from '../../../../test/support/suites.js';

await runSuites(join(import.meta.dirname, 'parts'));
