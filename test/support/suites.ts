import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Jest loads everything anew for every test file: with Nest and TypeORM that is three seconds of a core, and more than
 * their tests take. So the `*.suite.ts` of a folder are one file to Jest, each with its hooks inside a `describe`.
 * CONTRIBUTING.md says how to run one alone.
 */
export async function runSuites(folder: string): Promise<void> {
  const files = await readdir(folder);
  for (const file of files.filter((name) => name.endsWith('.suite.ts')).sort()) {
    await import(join(folder, file));
  }
}
