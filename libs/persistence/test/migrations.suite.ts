import { createTestDatabase } from '../../../test/support/database.js';
import { connect, runMigrations } from '../src/index.js';

describe('migrations', () => {
  it('run once when several processes start together, agree with the entities, and can be undone', async () => {
    const database = await createTestDatabase();
    const sources = await Promise.all([1, 2, 3, 4].map(() => connect({ url: database.url, poolSize: 2 })));
    const [first] = sources;
    if (first === undefined) throw new Error('no data source');
    try {
      const ran = await Promise.all(sources.map(runMigrations));
      expect(ran.filter((names) => names.length > 0)).toEqual([
        [
          'Compositions1795000000000',
          'Outbox1795000001000',
          'Operations1795000002000',
          'Parts1795000003000',
          'ProbeTries1795000004000',
          'ProcessingJobs1795000021000',
          'Callbacks1795000022000',
          'Flows1795000023000',
          'Videos1795000031000',
          'Assemblies1795000032000',
          'ProjectExports1795000033000',
          'MediaProbes1795000041000',
          'VariantRenditions1795000042000',
          'SignsOfLife1795000051000',
          'ExportTries1795000052000',
        ],
      ]);

      const drift = await first.driver.createSchemaBuilder().log();
      expect(drift.upQueries.map((entry) => entry.query)).toEqual([]);

      for (const _ of first.migrations) await first.undoLastMigration();
      const tables = await first.query<readonly { tablename: string }[]>(
        `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
      );
      expect(tables).toEqual([{ tablename: 'migrations' }]);
    } finally {
      await Promise.all(sources.map((source) => source.destroy()));
      await database.drop();
    }
  });
});
