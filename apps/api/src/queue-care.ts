import type { DataSource } from 'typeorm';
import { endEvent } from '#lib/answers';
import type { Config } from '#lib/config';
import type { Logger, Metrics } from '#lib/observability';
import {
  AssetRepository,
  type CompositionRepository,
  OutboxRepository,
  ProcessingJobRepository,
} from '#lib/persistence';
import { OutboxRelay, type ProgressBus, type QueueClient, Reconciler, type ReconcilerPort } from '#lib/queue';

interface Parts {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly database: DataSource;
  readonly compositions: CompositionRepository;
  readonly queue: QueueClient;
  readonly progressBus: ProgressBus;
}

export interface QueueCare {
  readonly relay: OutboxRelay;
  stop(): Promise<void>;
}

/** Relay and reconciler run in every API and every worker: as long as one process lives, what is promised happens. */
export const startQueueCare = (parts: Parts): QueueCare => {
  const { config, logger, database, queue } = parts;
  const relay = new OutboxRelay({ outbox: new OutboxRepository(database), queue, logger });
  const reconciler = new Reconciler({
    port: reconcilerPort(parts),
    queue,
    logger,
    everySeconds: config.queue.reconcileSeconds,
    onRequeued: () => relay.kick(),
  });
  relay.start();
  reconciler.start();
  return {
    relay,
    stop: async () => {
      await Promise.all([relay.stop(), reconciler.stop()]);
    },
  };
};

const reconcilerPort = ({ config, database, compositions, progressBus, metrics }: Parts): ReconcilerPort => ({
  requeueStranded: async (presence) =>
    (await compositions.requeueStranded(config.queue.reconcileSeconds, { presence })) +
    (await new AssetRepository(database).requeueUnprobed(config.queue.reconcileSeconds, { presence })) +
    (await new ProcessingJobRepository(database).requeueBeats(config.queue.reconcileSeconds, { presence })),
  failOverdue: async () => {
    const ended = await compositions.failOverdue({
      queueTimeoutSeconds: config.queue.queueTimeoutSeconds,
      maxFailures: config.queue.maxAttempts,
    });
    await Promise.all(
      ended.map(async ({ compositionId, error }) => {
        metrics.failures.inc({ code: error.code });
        metrics.compositions.inc({ status: 'failed' });
        // How far it came is in the row. Watchers ask Postgres themselves where this does not reach them.
        const row = await compositions.get(compositionId).catch(() => null);
        const event = row === null ? null : endEvent(row);
        if (event !== null) progressBus.publish(event);
      }),
    );
    await compositions.pruneIdempotencyKeys();
    return ended.length;
  },
});
