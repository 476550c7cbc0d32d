import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface QueueDepthSample {
  readonly state: string;
  readonly priority: string;
  readonly count: number;
}

export interface QueueJobsSample {
  readonly queue: string;
  readonly state: string;
  readonly count: number;
}

export interface MetricsOptions {
  /** Label of every metric, e.g. `api`. */
  readonly service: string;
  /** Asked on each scrape. Where it throws, the depth is left out of that answer, and the scrape succeeds. */
  readonly queueDepth?: () => Promise<readonly QueueDepthSample[]>;
  /** Jobs in the queues, asked like `queueDepth`. Left out by default: it is the same figure whichever process tells it. */
  readonly queueJobs?: () => Promise<readonly QueueJobsSample[]>;
  /** CPU, memory and event loop of this process. Default true. */
  readonly processMetrics?: boolean;
}

export type Metrics = ReturnType<typeof createMetrics>;

/** The metrics of one process, in a registry of its own. `registry.metrics()` is the text of /metrics. */
export function createMetrics({ service, queueDepth, queueJobs, processMetrics = true }: MetricsOptions) {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  if (queueDepth !== undefined) queueDepthGauge(registry, queueDepth);
  if (queueJobs !== undefined) queueJobsGauge(registry, queueJobs);
  return {
    registry,
    stageSeconds: new Histogram({
      name: 'cutroom_stage_seconds',
      help: 'Seconds each stage of a render took.',
      labelNames: ['stage'] as const,
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
      registers,
    }),
    encodeSpeed: new Histogram({
      name: 'cutroom_encode_speed_ratio',
      help: 'Seconds of video made per second of encoding.',
      buckets: [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 13, 21],
      registers,
    }),
    failures: new Counter({
      name: 'cutroom_failures_total',
      help: 'Failed attempts by error code.',
      labelNames: ['code'] as const,
      registers,
    }),
    compositions: new Counter({
      name: 'cutroom_compositions_total',
      help: 'Compositions that came to a status.',
      labelNames: ['status'] as const,
      registers,
    }),
    httpSeconds: new Histogram({
      name: 'cutroom_http_request_seconds',
      help: 'Seconds an HTTP answer took. The route is its pattern, never a path with ids.',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    workerSlots: new Gauge({ name: 'cutroom_worker_slots', help: 'Renders this worker may run.', registers }),
    workerSlotsBusy: new Gauge({ name: 'cutroom_worker_slots_busy', help: 'Renders this worker runs.', registers }),
  };
}

/** A composition that came to `failed`, and why. Whoever ended it counts it, so that the fleet's sum is right. */
export function countFailed(
  { compositions, failures }: Pick<Metrics, 'compositions' | 'failures'>,
  code: string,
): void {
  compositions.inc({ status: 'failed' });
  failures.inc({ code });
}

function queueDepthGauge(registry: Registry, queueDepth: () => Promise<readonly QueueDepthSample[]>): void {
  new Gauge({
    name: 'cutroom_queue_depth',
    help: 'Compositions that wait or run, by priority.',
    labelNames: ['state', 'priority'] as const,
    registers: [registry],
    async collect() {
      this.reset();
      const samples = await queueDepth().catch((): readonly QueueDepthSample[] => []);
      for (const { state, priority, count } of samples) this.set({ state, priority }, count);
    },
  });
}

/** What a fleet is sized by: docs/scaling.md. */
function queueJobsGauge(registry: Registry, queueJobs: () => Promise<readonly QueueJobsSample[]>): void {
  new Gauge({
    name: 'cutroom_queue_jobs',
    help: 'Jobs in a queue, by state; jobs with a priority wait in state prioritized.',
    labelNames: ['queue', 'state'] as const,
    registers: [registry],
    async collect() {
      this.reset();
      const samples = await queueJobs().catch((): readonly QueueJobsSample[] => []);
      for (const { queue, state, count } of samples) this.set({ queue, state }, count);
    },
  });
}
