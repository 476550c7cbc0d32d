import type { JobName } from '#lib/contracts';
import { JOB_NAMES, jobs } from '../jobs.js';
import { redisNames } from '../names.js';
import { RedisLink } from '../redis/link.js';
import type { RedisSettings } from '../redis/settings.js';
import type { JobHandlers } from './handlers.js';
import { startWorker } from './queue-worker.js';
import { RunningJobs } from './running-jobs.js';
import { WorkerPool } from './worker-pool.js';

export interface StartWorkersOptions {
  readonly connection: RedisSettings;
  readonly handlers: JobHandlers;
  /** Jobs of a name run side by side in this process, ≥ 1. Default: see `jobs`. */
  readonly concurrency?: Partial<Readonly<Record<JobName, number>>>;
  /** Milliseconds a job stays this worker's without a renewal; renewed at half of it. Default 30 000. */
  readonly lockMs?: number;
  /** Milliseconds between looks for jobs whose worker is gone. Default 30 000. */
  readonly stalledMs?: number;
  /** Both of these for parts, which nobody but the queue brings back when their worker is gone. Default: `lockMs`. */
  readonly partLockMs?: number;
  /** Milliseconds an aborted handler has to end its processes and hand its work back. Default 10 000. */
  readonly abortGraceMs?: number;
}

/**
 * Starts a worker per job name; Redis may be down and come later.
 * @throws Error when a job name has no handler, or a handler has no job name: a worker that
 *   would leave a queue unserved, or was built for another version, must not boot.
 */
export function startWorkers(options: StartWorkersOptions): WorkerPool {
  const { connection, handlers, concurrency, lockMs = 30_000, stalledMs = 30_000, partLockMs = lockMs } = options;
  assertComplete(handlers);
  const link = new RedisLink(connection, 'work');
  const running = new RunningJobs();
  const shared = {
    link,
    running,
    logger: connection.logger,
    prefix: redisNames(connection.prefix).queuePrefix,
    lockMs,
    stalledMs,
  };
  const parts = { lockMs: partLockMs, stalledMs: partLockMs };
  const concurrencyOf = (name: JobName): number => concurrency?.[name] ?? jobs[name].concurrency;
  const workers = [
    startWorker('render', handlers.render, { ...shared, concurrency: concurrencyOf('render') }),
    startWorker('part', handlers.part, { ...shared, ...parts, concurrency: concurrencyOf('part') }),
    startWorker('assemble', handlers.assemble, { ...shared, concurrency: concurrencyOf('assemble') }),
    startWorker('probe', handlers.probe, { ...shared, concurrency: concurrencyOf('probe') }),
    startWorker('forecast', handlers.forecast, { ...shared, concurrency: concurrencyOf('forecast') }),
    startWorker('reindex', handlers.reindex, { ...shared, concurrency: concurrencyOf('reindex') }),
    startWorker('beats', handlers.beats, { ...shared, concurrency: concurrencyOf('beats') }),
  ];
  return new WorkerPool(workers, running, link, options.abortGraceMs ?? 10_000);
}

function assertComplete(handlers: JobHandlers): void {
  const given = Object.entries(handlers)
    .filter(([, handler]) => typeof handler === 'function')
    .map(([name]) => name);
  const missing = JOB_NAMES.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !JOB_NAMES.some((known) => known === name));
  if (missing.length > 0 || unknown.length > 0) {
    throw new Error(`Job handlers missing: [${missing.join(', ')}]; unknown: [${unknown.join(', ')}]`);
  }
}
