import { FlowProducer, Queue } from 'bullmq';
import { CutroomError, type JobName, type JobPayloads, type Priority } from '#lib/contracts';
import { JOB_STATES, type JobCount, stateOf } from './counts.js';
import { settles, within } from './deadline.js';
import { assembleJobId, flowOf } from './flow.js';
import { JOB_NAMES, jobs, PRIORITY } from './jobs.js';
import { redisNames } from './names.js';
import { RedisLink } from './redis/link.js';
import type { RedisSettings } from './redis/settings.js';

/** Milliseconds after which every question to Redis has failed, whatever state Redis is in. */
const DEADLINE_MS = 1_800;

export interface AddOptions {
  /** Deterministic; while a job with this id exists, adding it again changes nothing. No colon, not a bare number. */
  readonly jobId: string;
  readonly priority: Priority;
  /** Milliseconds before the job may start, ≥ 0. */
  readonly delayMs?: number;
}

export interface QueueDepth {
  /** Ready to run, prioritized ones included. */
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
}

const unavailable = (cause?: unknown): CutroomError =>
  new CutroomError('SERVICE_UNAVAILABLE', 'The job queue cannot be reached at the moment.', { transient: true, cause });

/** The producing side. Every method but `ping` and `close` throws SERVICE_UNAVAILABLE (transient) within 2 s of trouble. */
export class QueueClient {
  readonly #link: RedisLink;
  readonly #queues: ReadonlyMap<JobName, Queue>;
  readonly #flows: FlowProducer;

  constructor(settings: RedisSettings) {
    this.#link = new RedisLink(settings, 'command');
    const prefix = redisNames(settings.prefix).queuePrefix;
    this.#queues = new Map(
      JOB_NAMES.map((name) => {
        const queue = new Queue(jobs[name].queue, {
          connection: this.#link.client,
          prefix,
          defaultJobOptions: jobs[name].options,
          // Its INFO would be asked once; failing in that moment would leave this queue broken for good.
          skipVersionCheck: true,
        });
        // The link has logged it; a queue without a listener would throw.
        queue.on('error', () => undefined);
        return [name, queue] as const;
      }),
    );
    this.#flows = new FlowProducer({ connection: this.#link.client, prefix, skipVersionCheck: true });
    this.#flows.on('error', () => undefined);
  }

  /** `assemble` brings its parts along, all of them or none; adding it again while it is there does no harm. */
  async add<N extends JobName>(name: N, payload: JobPayloads[N], options: AddOptions): Promise<void> {
    const { jobId, priority, delayMs } = options;
    if (jobId.includes(':') || /^\d*$/.test(jobId)) {
      throw new CutroomError('INTERNAL_ERROR', `Not a usable job id: "${jobId}".`);
    }
    if (isFlow(name, payload)) {
      await this.#ask(() => this.#flows.add(flowOf(payload, jobId, priority)));
      return;
    }
    const delay = delayMs === undefined ? {} : { delay: Math.max(0, Math.round(delayMs)) };
    await this.#ask(() => this.#queue(name).add(name, payload, { jobId, priority: PRIORITY[priority], ...delay }));
  }

  /** Whether a job with this id waits (also for its parts), is delayed or runs. */
  async has(name: JobName, jobId: string): Promise<boolean> {
    const state = await this.#ask(() => this.#queue(name).getJobState(jobId));
    return state !== 'unknown' && state !== 'completed' && state !== 'failed';
  }

  /**
   * Takes the parts of a render that nobody makes yet out of the queue. Whoever took one would find that it is not wanted:
   * this only spares them the look. What joins the parts comes at once then, finds the same, and leaves.
   */
  async dropParts(flow: { readonly compositionId: string; readonly attempt: number }): Promise<void> {
    await this.#ask(async () =>
      (await this.#queue('assemble').getJob(assembleJobId(flow)))?.removeUnprocessedChildren(),
    );
  }

  async depth(): Promise<Readonly<Record<JobName, QueueDepth>>> {
    return this.#ask(async () => {
      const [render, part, assemble, probe, forecast, reindex, beats] = await Promise.all([
        this.#depthOf('render'),
        this.#depthOf('part'),
        this.#depthOf('assemble'),
        this.#depthOf('probe'),
        this.#depthOf('forecast'),
        this.#depthOf('reindex'),
        this.#depthOf('beats'),
      ]);
      return { render, part, assemble, probe, forecast, reindex, beats };
    });
  }

  /** Jobs of every queue in every state, zeros included: a figure that is missing would look like one that is unknown. */
  async counts(): Promise<readonly JobCount[]> {
    const ofQueue = async (name: JobName): Promise<readonly JobCount[]> => {
      const counts = await this.#queue(name).getJobCounts(...JOB_STATES);
      return JOB_STATES.map((type) => ({ queue: jobs[name].queue, state: stateOf(type), count: counts[type] ?? 0 }));
    };
    return this.#ask(async () => (await Promise.all(JOB_NAMES.map(ofQueue))).flat());
  }

  /** Redis' `maxmemory-policy`; null where the answer does not name it. */
  async evictionPolicy(): Promise<string | null> {
    const answer: unknown = await this.#ask(() => this.#link.client.config('GET', 'maxmemory-policy'));
    const policy: unknown = Array.isArray(answer) ? answer[1] : null;
    return typeof policy === 'string' ? policy : null;
  }

  /** Whether Redis answers within `timeoutMs`. Never throws. */
  async ping(timeoutMs = 1_000): Promise<boolean> {
    const endsAt = performance.now() + timeoutMs;
    if (!(await this.#link.whenReady(timeoutMs))) {
      return false;
    }
    return within(this.#link.client.ping(), endsAt - performance.now()).then(
      () => true,
      () => false,
    );
  }

  /** At most a second, with or without Redis. */
  async close(): Promise<void> {
    const closing = Promise.all([...this.#queues.values(), this.#flows].map((one) => one.close()));
    this.#link.close();
    await settles(closing, 1_000);
  }

  #queue(name: JobName): Queue {
    const queue = this.#queues.get(name);
    if (queue === undefined) {
      throw new CutroomError('INTERNAL_ERROR', `There is no queue for the job "${name}".`);
    }
    return queue;
  }

  async #depthOf(name: JobName): Promise<QueueDepth> {
    const counts = await this.#queue(name).getJobCounts('wait', 'prioritized', 'delayed', 'active');
    return {
      waiting: (counts['wait'] ?? 0) + (counts['prioritized'] ?? 0),
      delayed: counts['delayed'] ?? 0,
      active: counts['active'] ?? 0,
    };
  }

  /** `queue.add` with Redis down would wait forever, so nothing is sent before the link is up, and all is timed. */
  async #ask<T>(question: () => Promise<T>): Promise<T> {
    const endsAt = performance.now() + DEADLINE_MS;
    if (!(await this.#link.whenReady(DEADLINE_MS))) {
      throw unavailable();
    }
    try {
      return await within(question(), endsAt - performance.now());
    } catch (cause) {
      throw unavailable(cause);
    }
  }
}

/** The name decides what the payload is; the compiler cannot follow that through a generic. */
const isFlow = (name: JobName, payload: JobPayloads[JobName]): payload is JobPayloads['assemble'] =>
  name === 'assemble' && 'parts' in payload;
