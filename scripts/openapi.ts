import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiText } from '../apps/api/src/openapi.js';

/** Writes the OpenAPI document: to the path given, else to apps/api/openapi.json of the repository it is run in. */
const [file = join('apps', 'api', 'openapi.json')] = process.argv.slice(2);
writeFileSync(file, await openApiText());
process.stdout.write(`${file} is up to date\n`);
