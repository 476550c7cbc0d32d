import { join } from 'node:path';
import { type AppOptions, startApi, startWorker } from './apps.js';
import { claimDataDir } from './data-dir.js';
import { SetupError } from './failure.js';
import { checkServiceSettings, migrate } from './migrate.js';
import { type Part, stopTiers } from './parts.js';
import { assertPortFree, freePort } from './ports.js';
import { rotate } from './process/log-file.js';
import type { OwnedProcess } from './process/owned-process.js';
import { type Supervised, supervise } from './process/supervisor.js';
import { reachRedis } from './redis/reach-redis.js';
import { servicePassword } from './secrets.js';
import { embeddedPostgres, embeddedRedis, type Keeper } from './services.js';

export interface StackOptions {
  /** The repository; its dist/ holds the built applications. */
  readonly root: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly workers: number;
  /** DATABASE_URL and REDIS_URL in it replace what would be embedded; the rest is handed to API and workers. */
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** Ends a start that is still under way. */
  readonly signal: AbortSignal;
}

export interface Stack {
  readonly apiUrl: string;
  /** Rejects where a part of the stack cannot be kept alive; never resolves. */
  readonly broken: Promise<never>;
  /** `drain`: workers finish or hand back their renders first. `kill`: at once; what they did is done again later. */
  stop(mode: 'drain' | 'kill'): Promise<void>;
}

const given = (env: NodeJS.ProcessEnv, name: string): string | undefined => env[name]?.trim() || undefined;

/** Above the worker's own worst case (its drain, some 12 s for handing back, closing), so that it always gets there. */
const drainMs = (env: NodeJS.ProcessEnv): number => (Number(given(env, 'DRAIN_SECONDS') ?? 30) + 20) * 1000;
/** Above the last resort of the API itself, 20 s (apps/api/src/shut-down.ts). */
const API_STOP_MS = 25_000;
const SERVICE_STOP_MS = 20_000;

/** The address to reach a server by that listens on `host`. */
const reachable = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;

function appEnvironment({ env, host, port, dataDir }: StackOptions): NodeJS.ProcessEnv {
  return { ...env, HOST: host, PORT: String(port), DATA_DIR: dataDir };
}

/** Names in place of URLs that embedding will give; only so that everything else can be checked first. */
function checkSettings(options: StackOptions): void {
  const { env } = options;
  checkServiceSettings({
    ...appEnvironment(options),
    DATABASE_URL: given(env, 'DATABASE_URL') ?? 'postgresql://embedded/cutroom',
    REDIS_URL: given(env, 'REDIS_URL') ?? 'redis://embedded',
  });
}

/**
 * PostgreSQL, Redis, API and workers on this machine, all data below `dataDir`. Resolves when the API answers and every
 * worker takes work. On failure nothing is left running. @throws SetupError
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { root, dataDir, host, port, env, say, signal } = options;
  checkSettings(options);
  await assertPortFree(port, host);
  const claim = await claimDataDir(dataDir);
  const tiers: Part[][] = [];
  let giveUp: (reason: string) => void = () => undefined;
  const broken = new Promise<never>((_resolve, reject) => {
    giveUp = (reason) => reject(new SetupError(reason));
  });
  broken.catch(() => undefined);
  const keeper: Keeper = { dataDir, say, note: (child) => claim.add(child.identity), onGiveUp: (why) => giveUp(why) };
  const stop = async (mode: 'drain' | 'kill'): Promise<void> => {
    await stopTiers(tiers, mode);
    claim.release();
  };
  const app = (name: string, appEnv: NodeJS.ProcessEnv, readyUrl: string): AppOptions => {
    const logFile = join(dataDir, 'logs', `${name.toLowerCase().replace(' ', '-')}.log`);
    rotate(logFile);
    return { root, name, env: appEnv, logFile, readyUrl };
  };
  const keepApp = (start: () => Promise<OwnedProcess>): Promise<Supervised> =>
    supervise({ start, onStarted: keeper.note, say, onGiveUp: keeper.onGiveUp });

  try {
    const password = servicePassword(dataDir);
    const services: Part[] = [];
    tiers.push(services);
    const url = async (name: string, embed: typeof embeddedPostgres, stopSignal: NodeJS.Signals): Promise<string> => {
      const external = given(env, name);
      if (external !== undefined) {
        return external;
      }
      const service = await embed(keeper, password);
      services.push({ supervised: service.supervised, signal: stopSignal, graceMs: SERVICE_STOP_MS });
      return service.url;
    };
    const [databaseUrl, redisUrl] = await settled([
      url('DATABASE_URL', embeddedPostgres, 'SIGINT'),
      url('REDIS_URL', embeddedRedis, 'SIGTERM'),
    ]);
    signal.throwIfAborted();
    if (given(env, 'REDIS_URL') !== undefined) await reachRedis(redisUrl);
    await migrate(databaseUrl);
    signal.throwIfAborted();

    const appEnv = { ...appEnvironment(options), DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
    const apps: Part[] = [];
    tiers.push(apps);
    const apiUrl = `http://${reachable(host)}:${port}`;
    const api = keepApp(() => startApi(app('API', appEnv, `${apiUrl}/health/ready`))).then((supervised) => {
      apps.push({ supervised, signal: 'SIGTERM', graceMs: API_STOP_MS });
    });
    const workers = Array.from({ length: options.workers }, async (_, index) => {
      const workerPort = await freePort();
      // HOST is where the API is to be reached; nobody but this stack asks a worker how it is.
      const workerEnv = { ...appEnv, HOST: '127.0.0.1', WORKER_PORT: String(workerPort) };
      const readyUrl = `http://127.0.0.1:${workerPort}/health/ready`;
      const supervised = await keepApp(() => startWorker(app(`Worker ${index + 1}`, workerEnv, readyUrl)));
      apps.push({ supervised, signal: 'SIGTERM', graceMs: drainMs(env) });
    });
    await settled([api, ...workers]);
    signal.throwIfAborted();
    return { apiUrl, broken, stop };
  } catch (error) {
    await stop('kill');
    throw error;
  }
}

/** Like Promise.all, but waits for every part before it throws: whatever did start is known and can be stopped. */
async function settled<const T extends readonly Promise<unknown>[]>(parts: T) {
  await Promise.allSettled(parts);
  return Promise.all(parts);
}
