import { type DataSource, MigrationExecutor } from 'typeorm';

/** Any number that no other use of this database's advisory locks takes. */
const MIGRATION_LOCK = 7_305_114_019;

/**
 * Brings the schema up to date. Any number of processes may start at once: one migrates, the others wait and find
 * nothing to do. All pending migrations are one transaction: either the schema is the new one, or nothing happened.
 * @returns the names of the migrations that ran.
 */
export async function runMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'none';
    const ran = await executor.executePendingMigrations();
    await runner.commitTransaction();
    return ran.map((migration) => migration.name);
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}
