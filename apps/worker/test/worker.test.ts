import { runSuites } from '../../../test/support/suites.js';

await runSuites(import.meta.dirname);
