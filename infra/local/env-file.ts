import { existsSync } from 'node:fs';

/**
 * For `node --import`, before anything reads a setting: the variables of `.env` in the working directory, where there is
 * one. A variable that is set already wins, an empty one too. The Makefile is the one place that asks for it: programs
 * started in any other way have only their environment.
 */
const file = '.env';

if (existsSync(file)) {
  process.loadEnvFile(file);
}
