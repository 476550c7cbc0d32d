import pg from 'pg';
import { createTestDatabase } from './database.js';

describe('createTestDatabase', () => {
  it('gives each caller an empty PostgreSQL 17 database of its own, and takes it away', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const client = new pg.Client({ connectionString: one.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE TABLE only_here (id int)');
    const version = await client.query<{ server_version: string }>('SHOW server_version');
    expect(version.rows[0]?.server_version).toMatch(/^17\./);

    const other = new pg.Client({ connectionString: two.url });
    await other.connect();
    const tables = await other.query("SELECT 1 FROM pg_tables WHERE tablename = 'only_here'");
    await other.end();
    expect(tables.rowCount).toBe(0);

    await Promise.all([one.drop(), two.drop()]);
    await expect(new pg.Client({ connectionString: one.url }).connect()).rejects.toThrow(/does not exist/);
  });
});
