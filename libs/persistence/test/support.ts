import type { DataSource } from 'typeorm';
import { createTestDatabase } from '../../../test/support/database.js';
import {
  type Completion,
  CompositionRepository,
  connect,
  type NewComposition,
  newCompositionId,
  OutboxRepository,
  runMigrations,
} from '../src/index.js';

export interface Store {
  readonly dataSource: DataSource;
  readonly compositions: CompositionRepository;
  readonly outbox: OutboxRepository;
  /** Empties what tests of a file might see of each other. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** A migrated database of its own, and what stands on it. */
export async function openStore(): Promise<Store> {
  const database = await createTestDatabase();
  const dataSource = await connect({ url: database.url, poolSize: 10 });
  await runMigrations(dataSource);
  return {
    dataSource,
    compositions: new CompositionRepository(dataSource),
    outbox: new OutboxRepository(dataSource),
    clear: async () => {
      await dataSource.query('TRUNCATE compositions, outbox, render_flows, render_flow_parts');
    },
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

export const newComposition = (changes: Partial<NewComposition> = {}): NewComposition => ({
  compositionId: newCompositionId(),
  userId: null,
  config: { clips: [{ url: 's3://cutroom/a.mp4' }] },
  clientMetadata: { title: 'Test' },
  origin: 'compositions',
  priority: 'default',
  requestId: 'req_test',
  ...changes,
});

/** Stored and waiting; gives its id. */
export async function queued(store: Store, changes: Partial<NewComposition> = {}): Promise<string> {
  const composition = newComposition(changes);
  await store.compositions.createQueued(composition);
  return composition.compositionId;
}

export const CLAIM = { leaseSeconds: 60, jobTimeoutSeconds: 300, maxFailures: 3 } as const;
/** A lease that has run out when the next statement looks. */
export const DEAD_LEASE = { ...CLAIM, leaseSeconds: 0 } as const;

/** Claimed; gives the attempt. */
export async function claimed(
  store: Store,
  compositionId: string,
  options = CLAIM as typeof CLAIM | typeof DEAD_LEASE,
): Promise<number> {
  const result = await store.compositions.claim(compositionId, 'worker-a', options);
  if (result.kind !== 'claimed') throw new Error(`claim was ${result.kind}`);
  return result.composition.attempt;
}

/** Takes every due job out of the outbox; gives their ids. */
export async function drainIds(store: Store): Promise<readonly string[]> {
  const ids: string[] = [];
  await store.outbox.drain(1000, async (job) => {
    ids.push(job.jobId);
  });
  return ids;
}

export const COMPLETION: Completion = {
  result: {
    bucket: 'cutroom',
    key: 'out/video.mp4',
    contentType: 'video/mp4',
    sizeBytes: 1234,
    duration: 4,
    frames: 120,
    thumbnail: null,
  },
  outputUrl: 's3://cutroom/out/video.mp4',
  metadata: { segments: { count: 2, reused: 0, rendered: 2 } },
  metrics: {
    ...{ durationSeconds: 8, cpuSeconds: 12.5, memoryPeakMb: 300, outputSeconds: 4 },
    ffmpegStats: {
      work: { frames: 120, pixels: 921_600, preset: 'medium', transition_frames: 0, layer_frames: 60 },
      stages: { fetch: 0.5, encode: 6.5 },
      segments: { count: 1, reused: 0, rendered: 1 },
    },
  },
};

export const ERROR = { code: 'ENCODER_KILLED', message: 'The encoder stopped.', details: { segment: 3 } } as const;

/** Pretends that time has passed for one row; columns are ours, never a user's. */
export async function backdate(store: Store, compositionId: string, column: string, seconds: number): Promise<void> {
  await store.dataSource.query(
    `UPDATE compositions SET ${column} = now() - make_interval(secs => $2) WHERE composition_id = $1`,
    [compositionId, seconds],
  );
}
