import { DataSource, type DataSourceOptions } from 'typeorm';
import { AssemblyEntity } from './entities/assembly.js';
import { AssetEntity } from './entities/asset.js';
import { CallbackDeliveryEntity } from './entities/callback-delivery.js';
import { CallbackEndpointEntity } from './entities/callback-endpoint.js';
import { CompositionEntity } from './entities/composition.js';
import { FlowEntity } from './entities/flow.js';
import { FlowPartEntity } from './entities/flow-part.js';
import { IdempotencyKeyEntity } from './entities/idempotency-key.js';
import { JobMetricsEntity } from './entities/job-metrics.js';
import { MediaProbeEntity } from './entities/media-probe.js';
import { OutboxEntity } from './entities/outbox.js';
import { OverlayEntity } from './entities/overlay.js';
import { PartEntity } from './entities/part.js';
import { ProcessingJobEntity } from './entities/processing-job.js';
import { ProjectExportEntity } from './entities/project-export.js';
import { SourceEntity } from './entities/source.js';
import { SourceIndexEntity } from './entities/source-index.js';
import { VideoEntity } from './entities/video.js';
import { VideoJobEntity } from './entities/video-job.js';
import { VideoVariantEntity } from './entities/video-variant.js';
import { WorkerEntity } from './entities/worker.js';
import { migrations } from './migrations/index.js';
import { tlsOf } from './tls.js';

export interface DatabaseOptions {
  /** With `?sslmode=verify-full` (and `&sslrootcert=file`) for TLS. */
  readonly url: string;
  /** Connections this process may hold, ≥ 2. */
  readonly poolSize: number;
  /** Hears of idle connections that break (a restarted server); without it they are only dropped. */
  readonly onPoolError?: (error: unknown) => void;
}

/** Milliseconds. No statement of ours is slow: whatever takes this long is stuck, and must not hold a connection. */
const STATEMENT_TIMEOUT = 30_000;
const CONNECT_TIMEOUT = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT = 60_000;

export function dataSourceOptions(options: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    ssl: tlsOf(options.url) ?? false,
    poolSize: options.poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT,
    applicationName: 'cutroom',
    poolErrorHandler: (error: unknown) => options.onPoolError?.(error),
    // Extensions need rights a service should not have; gen_random_uuid() is built in.
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    synchronize: false,
    entities: [
      CompositionEntity,
      OutboxEntity,
      IdempotencyKeyEntity,
      JobMetricsEntity,
      AssetEntity,
      WorkerEntity,
      PartEntity,
      FlowEntity,
      FlowPartEntity,
      MediaProbeEntity,
      ProcessingJobEntity,
      CallbackDeliveryEntity,
      CallbackEndpointEntity,
      VideoEntity,
      VideoJobEntity,
      VideoVariantEntity,
      OverlayEntity,
      SourceEntity,
      SourceIndexEntity,
      AssemblyEntity,
      ProjectExportEntity,
    ],
    migrations: [...migrations],
    extra: {
      statement_timeout: STATEMENT_TIMEOUT,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT,
      keepAlive: true,
    },
  };
}

/** Connected; the caller ends it with `destroy()`. Migrations are run by `runMigrations`. */
export const connect = (options: DatabaseOptions): Promise<DataSource> =>
  new DataSource(dataSourceOptions(options)).initialize();
