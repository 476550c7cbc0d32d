import { execFile } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { SetupError } from '../failure.js';
import { poll } from '../poll.js';
import { lastLine } from '../process/log-file.js';
import { type OwnedProcess, ownedCommand, spawnOwned } from '../process/owned-process.js';
import { postgresBinaries } from './postgres-binaries.js';
import { postgresUser } from './postgres-user.js';

export interface PostgresOptions {
  /** Data directory; made where it is missing, used again where it is not. */
  readonly dir: string;
  readonly port: number;
  readonly password: string;
  readonly logFile: string;
  /** False only for tests: a crash of the machine may then lose everything. */
  readonly durable: boolean;
}

export interface Postgres {
  readonly process: OwnedProcess;
  readonly url: string;
  stop(): Promise<void>;
}

const USER = 'cutroom';
const READY_MS = 120_000;
/** After SIGINT ("fast shutdown") PostgreSQL writes a checkpoint; killed earlier it would only replay its log. */
const STOP_MS = 20_000;

const FAST = [
  '-c',
  'fsync=off',
  '-c',
  'synchronous_commit=off',
  '-c',
  'full_page_writes=off',
  '-c',
  'max_wal_size=2GB',
];

/** Made beside its place and moved there when complete: a set-up that was interrupted leaves nothing half-made in use. */
async function initialise({ dir, password, durable }: PostgresOptions): Promise<void> {
  const { initdb } = postgresBinaries();
  const user = postgresUser();
  const fresh = `${dir}.new`;
  const passwordFile = `${dir}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) {
    chownSync(fresh, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  const access = [`--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const flags = [`--pgdata=${fresh}`, ...access, '--encoding=UTF8', '--locale=C'];
  const [command, args] = ownedCommand({
    command: initdb,
    args: durable ? flags : [...flags, '--no-sync'],
    deathSignal: 'KILL',
    ...(user === undefined ? {} : { user }),
  });
  try {
    await promisify(execFile)(command, [...args], { cwd: '/' });
    renameSync(fresh, dir);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    const detail =
      error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : String(error);
    throw new SetupError(`PostgreSQL could not set up its data directory ${dir}: ${detail}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * A crashed server leaves postmaster.pid behind, and a new one refuses to start where that pid lives again as something
 * else. A server's working directory is its data directory: that is the proof that it is still there.
 */
function removeStaleLock(dir: string): void {
  const lock = join(dir, 'postmaster.pid');
  if (process.platform !== 'linux' || !existsSync(lock)) {
    return;
  }
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dir)) {
      throw new SetupError(`A PostgreSQL server (process ${pid}) already runs on ${dir}; stop it first.`);
    }
  } catch (error) {
    if (error instanceof SetupError) {
      throw error;
    }
  }
  rmSync(lock, { force: true });
}

async function answers(url: string): Promise<true | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts PostgreSQL 17 on loopback and resolves once it answers. @throws SetupError with the server's own last word. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dir, port, password, logFile, durable } = options;
  if (!existsSync(join(dir, 'PG_VERSION'))) {
    await initialise(options);
  }
  removeStaleLock(dir);
  const user = postgresUser();
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'max_connections=200',
    '-c',
    'shared_buffers=64MB',
  ];
  const server = await spawnOwned({
    name: 'PostgreSQL',
    command: postgresBinaries().postgres,
    args: ['-D', dir, '-p', String(port), ...settings, ...(durable ? [] : FAST)],
    env: { ...process.env, LC_ALL: 'C', PGDATA: dir },
    cwd: '/',
    logFile,
    // A fast, clean shutdown: the data directory needs no recovery even where its owner was SIGKILLed.
    deathSignal: 'INT',
    ...(user === undefined ? {} : { user }),
  });
  const url = `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  const ready = await poll(async () => (server.exit() === null ? answers(url) : false), { deadlineMs: READY_MS });
  if (ready !== true) {
    await server.stop('SIGINT', STOP_MS);
    throw new SetupError(`PostgreSQL did not start: ${lastLine(logFile)}`);
  }
  return {
    process: server,
    url,
    stop: async () => {
      await server.stop('SIGINT', STOP_MS);
    },
  };
}

/** Makes the database where it is missing; its URL. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`);
    }
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
