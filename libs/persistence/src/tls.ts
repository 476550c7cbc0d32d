import { readFileSync } from 'node:fs';

export interface Tls {
  readonly rejectUnauthorized: boolean;
  /** Certificate authorities (PEM) in place of the usual ones. */
  readonly ca?: string;
}

/**
 * What `sslmode` and `sslrootcert` in a database URL ask for; null: no TLS. TypeORM drops all that stands after the `?`.
 * As in libpq, except that `require` checks the server's certificate too, as node-postgres does, and `no-verify` is
 * node-postgres' word for TLS with anybody. @throws RangeError for a mode that does not exist.
 */
export function tlsOf(url: string): Tls | null {
  const { searchParams } = new URL(url);
  const mode = searchParams.get('sslmode') ?? 'disable';
  switch (mode) {
    case 'disable':
      return null;
    case 'no-verify':
      return { rejectUnauthorized: false };
    case 'require':
    case 'verify-ca':
    case 'verify-full': {
      const authorities = searchParams.get('sslrootcert');
      return { rejectUnauthorized: true, ...(authorities === null ? {} : { ca: readFileSync(authorities, 'utf8') }) };
    }
    default:
      throw new RangeError(`DATABASE_URL asks for sslmode ${mode}; it is disable, no-verify, require or verify-full.`);
  }
}
