import { type Config, storageSettings } from '#lib/config';
import { createLogger, createMetrics, type Logger } from '#lib/observability';
import {
  AssemblyRepository,
  AssetRepository,
  CallbackRepository,
  CompositionRepository,
  CompositionStates,
  connect,
  JobMetricsRepository,
  ProcessingJobRepository,
  ProjectExportRepository,
  runMigrations,
  SourceRepository,
  VideoRepository,
  WorkerRegistry,
} from '#lib/persistence';
import {
  AnswerBox,
  CancelBus,
  ProgressBus,
  ProgressSubscriber,
  QueueClient,
  type RedisSettings,
  warnOfEviction,
} from '#lib/queue';
import { createObjectStore, type ObjectStore } from '#lib/storage';
import { startQueueCare } from './queue-care.js';
import type { Services } from './services.js';

/**
 * Connects to everything, brings the schema up to date and starts relay and reconciler.
 * @throws what the database or the data directory says where one of them cannot be used. Redis and the store may be down.
 */
export const startServices = async (config: Config): Promise<Services> => {
  const logger = createLogger({ level: config.observability.logLevel, service: 'api' });
  const store = createObjectStore(await storageSettings(config));
  const database = await connect({
    ...config.database,
    onPoolError: (err) => logger.warn({ err }, 'A database connection broke'),
  });
  const compositions = new CompositionRepository(database);
  const redis: RedisSettings = { url: config.redis.url, logger };
  const queue = new QueueClient(redis);
  const metrics = createMetrics({
    service: 'api',
    queueDepth: () => compositions.countActive(),
    queueJobs: () => queue.counts(),
  });
  const answers = new AnswerBox(redis);
  const cancelBus = new CancelBus(redis);
  const progressBus = new ProgressBus(redis);
  const progress = new ProgressSubscriber(redis);
  await runMigrations(database).catch(async (error: unknown) => {
    await Promise.allSettled([database.destroy(), queue.close()]);
    for (const part of [answers, cancelBus, progressBus, progress, store]) part.close();
    throw error;
  });
  void ensureBucket(store, config.storage.bucket, logger);
  void warnOfEviction(queue, logger);
  const care = startQueueCare({ config, logger, metrics, database, compositions, queue, progressBus });
  return {
    config,
    logger,
    metrics,
    database,
    compositions,
    states: new CompositionStates(database),
    assets: new AssetRepository(database),
    callbacks: new CallbackRepository(database),
    jobMetrics: new JobMetricsRepository(database),
    processing: new ProcessingJobRepository(database),
    projectExports: new ProjectExportRepository(database),
    videos: new VideoRepository(database),
    sources: new SourceRepository(database),
    assemblies: new AssemblyRepository(database),
    workers: new WorkerRegistry(database),
    queue,
    relay: care.relay,
    answers,
    cancelBus,
    progressBus,
    progress,
    store,
    close: async () => {
      await Promise.allSettled([care.stop()]);
      for (const part of [answers, cancelBus, progressBus, progress, store]) part.close();
      await Promise.allSettled([queue.close(), database.destroy()]);
    },
  };
};

/** A store that is down must not keep the API from starting: health says so, and uploads answer 503 until it is back. */
const ensureBucket = async (store: ObjectStore, bucket: string, logger: Logger): Promise<void> => {
  await store
    .ensureBucket(bucket)
    .catch((err: unknown) => logger.warn({ err, bucket }, 'The bucket cannot be used yet'));
};
