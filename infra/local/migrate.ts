import { ConfigError, loadConfig } from '#lib/config';
import { connect, runMigrations } from '#lib/persistence';
import { SetupError } from './failure.js';

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return reasonOf(error.errors[0]);
  }
  return error instanceof Error ? error.message : String(error);
};

/** Brings the schema up to date. @returns the names of the migrations that ran. @throws SetupError */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  const { host } = new URL(databaseUrl);
  let dataSource: Awaited<ReturnType<typeof connect>>;
  try {
    dataSource = await connect({ url: databaseUrl, poolSize: 2 });
  } catch (error) {
    throw new SetupError(`The database at ${host} cannot be used: ${reasonOf(error)}`);
  }
  try {
    return await runMigrations(dataSource);
  } catch (error) {
    throw new SetupError(`The database at ${host} could not be migrated: ${reasonOf(error)}`);
  } finally {
    await dataSource.destroy();
  }
}

/** The service's own settings, checked before anything starts: a typing error costs no half-started stack. */
export function checkServiceSettings(env: NodeJS.ProcessEnv): void {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) {
      throw new SetupError(`Bad settings: ${error.problems.join('; ')}`);
    }
    throw error;
  }
}
