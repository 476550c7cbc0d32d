import { DelayedError, type Job, WaitingError, Worker } from 'bullmq';
import type { JobName, JobPayloads } from '#lib/contracts';
import { jobs } from '../jobs.js';
import type { QueueLogger } from '../logger.js';
import type { RedisLink } from '../redis/link.js';
import { HandBack } from './hand-back.js';
import type { JobHandler } from './handlers.js';
import type { RunningJobs } from './running-jobs.js';

export interface QueueWorkerOptions {
  readonly link: RedisLink;
  readonly running: RunningJobs;
  readonly logger: QueueLogger;
  readonly prefix: string;
  readonly concurrency: number;
  readonly lockMs: number;
  readonly stalledMs: number;
}

/** One BullMQ worker around one handler; it adds the signal that lock loss and drain abort. */
export function startWorker<N extends JobName>(name: N, handler: JobHandler<N>, options: QueueWorkerOptions): Worker {
  const { link, running, logger } = options;

  // BullMQ hands over its signal only to a function that declares three parameters without defaults.
  const process = async (job: Job<JobPayloads[N]>, token: string | undefined, signal: AbortSignal | undefined) => {
    const id = job.id ?? '';
    const run = running.start(name, id);
    try {
      const either = signal === undefined ? run.signal : AbortSignal.any([run.signal, signal]);
      const lastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
      await handler({ id, name, data: job.data, lastTry }, token ?? '', either);
    } catch (error) {
      if (error instanceof HandBack) throw await handBack(job, token, error);
      logger.error(
        { err: error, job: name, jobId: id },
        'A job handler threw; the job is tried again, or the reconciler will bring the work back',
      );
      throw error;
    } finally {
      run.end();
    }
  };

  const worker = new Worker<JobPayloads[N], void>(jobs[name].queue, process, {
    connection: link.client,
    prefix: options.prefix,
    concurrency: options.concurrency,
    lockDuration: options.lockMs,
    stalledInterval: options.stalledMs,
    // The default waits 15 s after an outage before it writes down a finished job.
    runRetryDelay: 1_000,
  });
  worker.on('lockRenewalFailed', (jobIds) => {
    logger.warn({ job: name, jobIds }, 'Job locks were lost; aborting these jobs');
    for (const id of jobIds) {
      running.abort(name, id, 'lock-lost');
    }
  });
  worker.on('stalled', (jobId) => logger.warn({ job: name, jobId }, 'A job whose worker is gone was put back'));
  worker.on('error', (error) => {
    // The link logs outages, once each; here they would come by the dozen.
    if (link.ready && !isConnectionError(error)) {
      logger.warn({ err: error, job: name }, 'The queue worker met an error');
    }
  });
  return worker;
}

/** @returns what tells BullMQ that the job is out of its hands. */
async function handBack(job: Job, token: string | undefined, { afterMs }: HandBack): Promise<Error> {
  if (afterMs > 0) {
    await job.moveToDelayed(Date.now() + afterMs, token);
    return new DelayedError();
  }
  await job.moveToWait(token);
  return new WaitingError();
}

const isConnectionError = (error: Error): boolean =>
  'syscall' in error || /connection is closed|socket timeout|could not renew lock/i.test(error.message);
