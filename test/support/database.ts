import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ensureDatabase } from '../../infra/local/postgres/postgres.js';

export interface TestDatabase {
  /** Connection URL of an empty UTF-8 database that nobody else uses. */
  readonly url: string;
  /** Throws off every connection and drops the database. */
  drop(): Promise<void>;
}

/** URL of the run's PostgreSQL, started when first asked for; a server of your own through TEST_DATABASE_URL. */
export async function testServerUrl(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    return given;
  }
  const host = process.env['CUTROOM_TEST_SERVICES'];
  if (host === undefined) {
    throw new Error('Run the tests through npm test: its global set-up provides PostgreSQL.');
  }
  const answer = await fetch(`${host}/postgres`, { headers: { connection: 'close' } });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`PostgreSQL for the tests did not start: ${text}`);
  }
  return text;
}

/** A fresh database; one per test file keeps files apart. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = await testServerUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = await ensureDatabase(serverUrl, name);
  return {
    url,
    drop: async () => {
      const client = new pg.Client({ connectionString: serverUrl });
      await client.connect();
      try {
        await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
      } finally {
        await client.end();
      }
    },
  };
}
