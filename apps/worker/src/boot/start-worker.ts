import { resolve } from 'node:path';
import { availableCores, type Config } from '#lib/config';
import { openFolder } from '#lib/folders';
import type { Logger, Metrics } from '#lib/observability';
import {
  AssetRepository,
  CallbackRepository,
  connect,
  MediaProbeRepository,
  OrphanRepository,
  OutboxRepository,
  ProcessingJobRepository,
  ProjectExportRepository,
  runMigrations,
  SourceRepository,
} from '#lib/persistence';
import {
  AnswerBox,
  CancelBus,
  OutboxRelay,
  QueueClient,
  Reconciler,
  type RedisSettings,
  startWorkers,
  type WorkerPool,
  warnOfEviction,
} from '#lib/queue';
import { ProbeProcessor } from '../assets/probe.processor.js';
import { BeatsProcessor } from '../beats/beats.processor.js';
import { callbackPort } from '../callbacks/callback-port.js';
import { startCourier } from '../callbacks/start-courier.js';
import { tellFrom } from '../callbacks/tell.js';
import { Exporter } from '../exports/exporter.js';
import { AssembleProcessor } from '../flow/assemble.processor.js';
import { PartProcessor } from '../flow/part.processor.js';
import { ForecastProcessor } from '../forecast/forecast.processor.js';
import { Janitor } from '../janitor/janitor.js';
import { OrphanSweeper } from '../janitor/orphans.js';
import { Settler } from '../processing/settler.js';
import { Presence } from '../registry/presence.js';
import { RenderProcessor } from '../render/render.processor.js';
import { ReindexProcessor } from '../sources/reindex.processor.js';
import { announcement } from './announcement.js';
import { Closing } from './closing.js';
import { reconcilerPort } from './maintenance.js';
import { makeRenderTools } from './render-tools.js';

export interface RunningWorker {
  readonly metrics: Metrics;
  readonly pool: Pick<WorkerPool, 'connected' | 'running'>;
  /** Takes no more work, lets what runs finish for up to `DRAIN_SECONDS`, hands the rest back. Never throws. */
  stop(): Promise<void>;
}

/** A lock that is renewed less than a second apart is lost by a worker that is only busy. */
const LEAST_LOCK_MS = 2_000;

/** Uploads probed side by side: quick, and somebody waits for each. */
const PROBES_AT_ONCE = 2;

/** Starts everything a worker does. What was opened before a failure is closed again. */
export async function startWorker(config: Config, logger: Logger): Promise<RunningWorker> {
  const closing = new Closing();
  const troubled = (error: unknown): void => logger.warn({ err: error }, 'Something did not close in good order');
  try {
    return await open(config, logger, closing, troubled);
  } catch (error) {
    await closing.close(troubled);
    throw error;
  }
}

async function open(
  config: Config,
  logger: Logger,
  closing: Closing,
  troubled: (error: unknown) => void,
): Promise<RunningWorker> {
  const database = await connect({
    url: config.database.url,
    poolSize: config.database.poolSize,
    onPoolError: (error) => logger.warn({ err: error }, 'A database connection was lost'),
  });
  closing.add(() => database.destroy());
  await runMigrations(database);
  const redis: RedisSettings = { url: config.redis.url, logger };
  const queue = new QueueClient(redis);
  closing.add(() => queue.close());
  void warnOfEviction(queue, logger);
  const relay = new OutboxRelay({ outbox: new OutboxRepository(database), queue, logger });
  const tools = await makeRenderTools({ config, logger, database, redis, relay, closing });

  const assets = new AssetRepository(database);
  const jobs = new ProcessingJobRepository(database);
  relay.start();
  closing.add(() => relay.stop());
  const reconciler = new Reconciler({
    port: reconcilerPort(tools.compositions, { assets, jobs }, tools.announce, tools.metrics, config.queue),
    queue,
    logger,
    everySeconds: config.queue.reconcileSeconds,
    onRequeued: () => relay.kick(),
  });
  reconciler.start();
  closing.add(() => reconciler.stop());
  const callbacks = new CallbackRepository(database);
  const janitor = new Janitor({
    compositions: tools.compositions,
    callbacks,
    flows: tools.flows,
    probes: new MediaProbeRepository(database),
    workers: tools.workers,
    store: tools.store,
    parts: tools.parts,
    tmpDir: resolve(config.render.tmpDir),
    home: tools.home,
    keepTempFiles: tools.settings.keepTempFiles,
    resultTtlSeconds: config.queue.resultTtlSeconds,
    logger,
  });
  janitor.start();
  closing.add(() => janitor.stop());
  const orphans = new OrphanSweeper({
    orphans: new OrphanRepository(database),
    store: tools.store,
    bucket: tools.settings.bucket,
    logger,
  });
  orphans.start();
  closing.add(() => orphans.stop());
  const settler = new Settler(jobs, logger);
  settler.start();
  closing.add(() => settler.stop());
  const exporter = new Exporter({
    exports: new ProjectExportRepository(database),
    compositions: tools.compositions,
    store: tools.store,
    projects: openFolder(config.projects.dir),
    announce: tools.announce,
    logger,
  });
  exporter.start();
  closing.add(() => exporter.stop());
  const courier = await startCourier(
    config,
    callbackPort(callbacks, tellFrom({ compositions: tools.compositions, jobs }), (err) =>
      logger.warn({ err }, 'What a callback says could not be read; trying again'),
    ),
    logger,
  );
  closing.add(() => courier?.stop());
  const cancelBus = new CancelBus(redis);
  cancelBus.listen((compositionId) => tools.leases.check(compositionId));
  closing.add(() => cancelBus.close());
  const presence = new Presence(tools.workers, tools.workerId, announcement(tools.capabilities, tools.fonts), logger);
  await presence.start();
  closing.add(() => presence.stop());
  const answers = new AnswerBox(redis);
  closing.add(() => answers.close());
  const pool = startWorkers({
    connection: redis,
    handlers: {
      render: new RenderProcessor(tools).process,
      part: new PartProcessor(tools).process,
      assemble: new AssembleProcessor(tools).process,
      probe: new ProbeProcessor(assets, tools).process,
      forecast: new ForecastProcessor(answers, tools).process,
      reindex: new ReindexProcessor(answers, new SourceRepository(database), tools).process,
      beats: new BeatsProcessor(jobs, tools).process,
    },
    // As many parts as encoders: a part that waits here for a slot is one that an idle worker could have had.
    concurrency: { render: config.render.maxConcurrentJobs, part: availableCores(), probe: PROBES_AT_ONCE },
    partLockMs: Math.max(LEAST_LOCK_MS, config.queue.leaseSeconds * 1000),
  });
  closing.add(() => pool.drain(config.queue.drainSeconds * 1000));
  logger.info({ worker_id: tools.workerId, sandbox: tools.capabilities.sandbox }, 'Worker ready');
  return { metrics: tools.metrics, pool, stop: () => closing.close(troubled) };
}
