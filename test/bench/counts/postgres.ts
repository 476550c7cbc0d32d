import pg from 'pg';
import type { Tally } from './tally.js';

/** Statements by their first word with the milliseconds they ran; rows written by table; commits; bytes of log. Not our own. */
const QUERY = `
  SELECT upper(split_part(ltrim(query), ' ', 1)) AS name, sum(calls)::float8 AS count FROM pg_stat_statements
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query NOT LIKE '%pg_stat_%' GROUP BY 1
  UNION ALL SELECT 'milliseconds', sum(total_exec_time + total_plan_time) FROM pg_stat_statements
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query NOT LIKE '%pg_stat_%'
  UNION ALL SELECT 'rows ' || relname, (n_tup_ins + n_tup_upd + n_tup_del)::float8 FROM pg_stat_user_tables
  UNION ALL SELECT 'commits', xact_commit::float8 FROM pg_stat_database WHERE datname = current_database()
  UNION ALL SELECT 'wal bytes', (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8
  UNION ALL SELECT 'connections', count(*)::float8 FROM pg_stat_activity WHERE application_name = 'cutroom'`;

/** Waits for locks are in these times: a row that many want shows here. */
const SLOWEST = `
  SELECT regexp_replace(left(query, 200), '\\s+', ' ', 'g') AS query, calls::int, total_exec_time AS milliseconds,
    max_exec_time AS longest FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query NOT LIKE '%pg_stat_%'
  ORDER BY total_exec_time DESC LIMIT 10`;

export interface Statement {
  readonly query: string;
  readonly calls: number;
  readonly milliseconds: number;
  readonly longest: number;
}

export interface PostgresCounter {
  tally(): Promise<Tally>;
  /** Since it began to count, the costliest first. */
  slowest(): Promise<readonly Statement[]>;
  close(): Promise<void>;
}

/** Makes the server count statements; it has to be started again before it does. */
export async function prepareCounting(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
  await client.query(`ALTER SYSTEM SET pg_stat_statements.track_planning = on`);
  await client.end();
}

export async function countPostgres(url: string): Promise<PostgresCounter> {
  const client = new pg.Client({ connectionString: url, application_name: 'counter' });
  await client.connect();
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  return {
    tally: async () => {
      const { rows } = await client.query<{ readonly name: string; readonly count: number | null }>(QUERY);
      return Object.fromEntries(rows.map(({ name, count }) => [name, count ?? 0]));
    },
    slowest: async () => (await client.query<Statement>(SLOWEST)).rows,
    close: () => client.end(),
  };
}
