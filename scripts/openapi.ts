import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiText } from '../apps/api/src/openapi.js';

/** Writes apps/api/openapi.json, relative to the directory it is run in: the repository. */
const file = join('apps', 'api', 'openapi.json');
writeFileSync(file, await openApiText());
process.stdout.write(`${file} is up to date\n`);
