import type { DataSource } from 'typeorm';
import type { Config } from '#lib/config';
import type { Logger, Metrics } from '#lib/observability';
import type {
  AssemblyRepository,
  AssetRepository,
  CallbackRepository,
  CompositionRepository,
  CompositionStates,
  JobMetricsRepository,
  ProcessingJobRepository,
  ProjectExportRepository,
  SourceRepository,
  VideoRepository,
  WorkerRegistry,
} from '#lib/persistence';
import type { AnswerBox, CancelBus, OutboxRelay, ProgressBus, ProgressSubscriber, QueueClient } from '#lib/queue';
import type { ObjectStore } from '#lib/storage';

/** Everything the doors stand on, made once by start-services.ts and closed once. */
export interface Services {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly database: DataSource;
  readonly compositions: CompositionRepository;
  readonly states: CompositionStates;
  readonly assets: AssetRepository;
  readonly callbacks: CallbackRepository;
  readonly jobMetrics: JobMetricsRepository;
  readonly processing: ProcessingJobRepository;
  readonly projectExports: ProjectExportRepository;
  readonly videos: VideoRepository;
  readonly sources: SourceRepository;
  readonly assemblies: AssemblyRepository;
  readonly workers: WorkerRegistry;
  readonly queue: QueueClient;
  readonly relay: Pick<OutboxRelay, 'kick'>;
  readonly answers: AnswerBox;
  readonly cancelBus: CancelBus;
  readonly progressBus: ProgressBus;
  readonly progress: ProgressSubscriber;
  readonly store: ObjectStore;
  /** Resolves when nothing of it runs any more; never throws. */
  close(): Promise<void>;
}

/** Injection token of the whole; the doors take what they need from it by name. */
export const SERVICES = Symbol('services');
