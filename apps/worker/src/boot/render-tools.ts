import { resolve } from 'node:path';
import { availableCores, type Config, storageSettings } from '#lib/config';
import { type Capabilities, createFfmpeg, type Ffmpeg, PROBE_VERSION } from '#lib/ffmpeg';
import { openFolder } from '#lib/folders';
import { createMetrics, type Logger } from '#lib/observability';
import {
  CompositionRepository,
  type connect,
  FlowRepository,
  MediaProbeRepository,
  PartRepository,
  WorkerRegistry,
} from '#lib/persistence';
import { type OutboxRelay, ProgressBus, type RedisSettings } from '#lib/queue';
import { ContentCache, cachedFetcher, createFetcher, folderFetcher } from '#lib/sources';
import { createObjectStore } from '#lib/storage';
import { fromDecimal } from '#lib/timeline';
import { RunningLeases } from '../cancellation/running-leases.js';
import { FlowDescriptions } from '../flow/descriptions.js';
import { MediaShelf } from '../flow/media-shelf.js';
import { Announcer } from '../render/attempt/announce.js';
import { PartStore } from '../render/parts/part-store.js';
import { Slots } from '../render/slots.js';
import { ProbeMemory } from '../render/sources/probe-memory.js';
import { probeShelf } from '../render/sources/probe-shelf.js';
import type { RenderTools } from '../render/tools.js';
import { openWorkerHome, removeDeadHomes, removeHome } from '../workspace/worker-home.js';
import type { Closing } from './closing.js';
import { loadFonts } from './load-fonts.js';
import { newWorkerId } from './worker-id.js';

export interface ToolParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Awaited<ReturnType<typeof connect>>;
  readonly redis: RedisSettings;
  readonly relay: Pick<OutboxRelay, 'kick'>;
  readonly closing: Closing;
}

const capabilitiesOf = async (ffmpeg: Ffmpeg, gpu: boolean, logger: Logger): Promise<Capabilities> => {
  const found = await ffmpeg.capabilities({ gpu });
  if (gpu && found.devices.length === 0) logger.warn({}, 'No GPU encodes here; software does');
  if (found.devices.length > 0) logger.info({ devices: found.devices }, 'A GPU encodes');
  return found;
};

/** Makes everything that renders share. Throws where ffmpeg lacks what Cutroom needs, or the store cannot be used. */
export async function makeRenderTools({
  config,
  logger,
  database,
  redis,
  relay,
  closing,
}: ToolParts): Promise<RenderTools> {
  const { features, ffmpeg: programs, limits, queue, render, sources, storage } = config;
  const workerId = newWorkerId();
  const cores = availableCores();
  const tmpDir = resolve(render.tmpDir);
  if (!render.keepTempFiles) await removeDeadHomes(tmpDir, null);
  const home = await openWorkerHome(tmpDir, workerId);
  closing.add(() => (render.keepTempFiles ? undefined : removeHome(home)));
  const ffmpeg = await createFfmpeg({
    bin: programs.bin,
    probeBin: programs.probeBin,
    sandbox: programs.sandbox,
    memoryMb: programs.memoryMb,
    gpu: features.gpuEncoding,
    niceness: programs.niceness,
    warn: (message) => logger.warn({}, message),
  });
  const store = createObjectStore(await storageSettings(config));
  await store.ensureBucket(storage.bucket);
  const cache = new ContentCache({ dir: resolve(storage.dataDir, 'cache'), maxBytes: render.cacheBytes });
  const compositions = new CompositionRepository(database);
  const rules = { allowedBuckets: sources.allowedBuckets, allowedHosts: sources.allowedHosts };
  const fetcher = createFetcher({
    ...rules,
    objects: store,
    maxBytes: limits.maxSourceBytes,
    timeoutMs: sources.fetchTimeoutSeconds * 1000,
  });
  const cached = cachedFetcher({
    fetcher,
    rules,
    objects: store,
    cache,
    onTrouble: (error) => logger.warn({ err: error }, 'A source could not be kept for other renders'),
  });
  const folders = {
    sources: openFolder(config.assemblies.sourcesDir),
    output: openFolder(config.assemblies.outputDir),
    assets: openFolder(config.videos.assetsDir),
    projects: openFolder(config.projects.dir),
  };
  const everywhere = folderFetcher(cached, folders);
  const flows = new FlowRepository(database);
  const progressBus = new ProgressBus(redis);
  closing.add(() => progressBus.close());
  // Depths are told by the API: the same count from a thousand workers, on every scrape, is work for Postgres alone.
  const metrics = createMetrics({ service: 'worker' });
  metrics.workerSlots.set(render.maxConcurrentJobs);
  const capabilities = await capabilitiesOf(ffmpeg, features.gpuEncoding, logger);
  // A picture too large for one worker's settings may not be for another's.
  const prober = `${PROBE_VERSION} ${limits.maxSourcePixels} ${capabilities.ffmpegVersion}`;
  return {
    workerId,
    home,
    settings: {
      bucket: storage.bucket,
      leaseSeconds: queue.leaseSeconds,
      jobTimeoutSeconds: render.jobTimeoutSeconds,
      maxFailures: queue.maxAttempts,
      distributeSeconds: queue.distributeSeconds,
      // Between two looks of a reconciler at a flow that is only waiting.
      flowAliveSeconds: Math.max(queue.leaseSeconds, 3 * queue.reconcileSeconds),
      maxCompositionSeconds: limits.maxCompositionSeconds,
      keepTempFiles: render.keepTempFiles,
      validateOutput: programs.validateOutput,
      segmentSeconds: fromDecimal(render.segmentSeconds),
      threads: { threads: programs.threads === 0 ? null : programs.threads, cores },
    },
    limits: { maxPixels: limits.maxSourcePixels, maxOutputBytes: limits.maxOutputBytes },
    compositions,
    flows,
    descriptions: new FlowDescriptions(flows),
    workers: new WorkerRegistry(database),
    store,
    parts: new PartStore({
      parts: new PartRepository(database),
      store,
      bucket: storage.bucket,
      cache,
      ttlSeconds: queue.segmentTtlSeconds,
      logger,
    }),
    fetcher: everywhere,
    folders,
    media: new MediaShelf(cache, everywhere),
    ffmpeg,
    probes: new ProbeMemory(probeShelf(new MediaProbeRepository(database), prober, logger)),
    capabilities,
    fonts: await loadFonts(resolve(render.fontsDir), resolve(storage.dataDir)),
    encodeSlots: new Slots(cores),
    leases: new RunningLeases(),
    progressBus,
    relay,
    announce: new Announcer(compositions, progressBus),
    metrics,
    logger,
  };
}
