import type { DataSource } from 'typeorm';
import { Courier, createSender, type NextTry, nextTry, parseSecret } from '#lib/callbacks';
import {
  type CallbackDelivery,
  CallbackRepository,
  CompositionRepository,
  connect,
  newCompositionId,
  ProcessingJobRepository,
  runMigrations,
} from '#lib/persistence';
import { createTestDatabase } from '../../../../test/support/database.js';
import { type Received, type Receiver, startReceiver } from '../../../../test/support/receiver.js';
import { callbackPort } from '../../src/callbacks/callback-port.js';
import { tellFrom } from '../../src/callbacks/tell.js';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
export const CLAIM = { leaseSeconds: 60, jobTimeoutSeconds: 300, maxFailures: 3 } as const;

/** Compositions that end, couriers that tell of it and a receiver that hears them, fresh for every test but for the database. */
export function callbackWorld() {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let dataSource: DataSource;
  let compositions: CompositionRepository;
  let callbacks: CallbackRepository;
  let receiver: Receiver;
  const couriers: Courier[] = [];
  const troubles: unknown[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await connect({ url: database.url, poolSize: 10 });
    await runMigrations(dataSource);
    compositions = new CompositionRepository(dataSource);
    callbacks = new CallbackRepository(dataSource);
  });
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await Promise.all(couriers.splice(0).map((courier) => courier.stop()));
    await receiver.close();
    expect(troubles).toEqual([]);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** One worker's courier. `soon`: the delays of the schedule become hundredths of a second. */
  function startCourier({
    timeoutMs = 5_000,
    next = soon as typeof nextTry,
    atOnce = 32,
    atOnceEach = 4,
  } = {}): Courier {
    const key = parseSecret(SECRET);
    const courier = new Courier({
      port: callbackPort(
        callbacks,
        tellFrom({ compositions, jobs: new ProcessingJobRepository(dataSource) }),
        (error) => troubles.push(error),
      ),
      send: createSender({
        rules: { publicHosts: [], ownHosts: ['127.0.0.1'] },
        keys: key === null ? [] : [key],
        timeoutMs,
      }),
      ...{ timeoutMs, next, atOnce, atOnceEach },
      everyMs: 10,
      onTrouble: (error) => troubles.push(error),
    });
    courier.start();
    couriers.push(courier);
    return courier;
  }

  const soon = (tries: number): NextTry => {
    const next = nextTry(tries, 0);
    return next.kind === 'retry' ? { kind: 'retry', inSeconds: 0.01 } : next;
  };

  async function newComposition(callbackUrl: string | null = `${receiver.url}/hook?token=1`): Promise<string> {
    const compositionId = newCompositionId();
    await compositions.createQueued({
      ...{ compositionId, userId: null, config: { clips: [] }, clientMetadata: { order: 7 }, origin: 'compositions' },
      ...{ priority: 'default', requestId: 'req_test', callbackUrl },
    });
    return compositionId;
  }

  async function claim(compositionId: string): Promise<number> {
    const claimed = await compositions.claim(compositionId, 'worker', CLAIM);
    if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
    return claimed.composition.attempt;
  }

  async function completed(callbackUrl?: string): Promise<string> {
    const id = await newComposition(callbackUrl);
    const key = `outputs/${id}/1/video.mp4`;
    await compositions.complete(id, await claim(id), {
      result: {
        bucket: 'cutroom',
        key,
        contentType: 'video/mp4',
        sizeBytes: 9,
        duration: 3,
        frames: 90,
        thumbnail: null,
      },
      outputUrl: `s3://cutroom/${key}`,
      metadata: {},
      metrics: { durationSeconds: 1, cpuSeconds: 1, memoryPeakMb: 1, outputSeconds: 3, ffmpegStats: {} },
    });
    return id;
  }

  const delivery = async (id: string): Promise<CallbackDelivery> => {
    const found = await callbacks.find('composition', id);
    if (found === null) throw new Error('no delivery');
    return found;
  };

  async function until(id: string, condition: (found: CallbackDelivery) => boolean): Promise<CallbackDelivery> {
    const endsAt = performance.now() + 8_000;
    for (;;) {
      const found = await delivery(id);
      if (condition(found)) return found;
      if (performance.now() > endsAt) throw new Error(`still ${JSON.stringify(found)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const dueNow = (id: string): Promise<unknown> =>
    dataSource.query('UPDATE callback_deliveries SET due_at = now() WHERE subject_id = $1', [id]);
  const first = (): Received => {
    const [received] = receiver.received;
    if (received === undefined) throw new Error('nothing was received');
    return received;
  };
  const ended = (id: string) => until(id, ({ status }) => status !== 'pending');

  return {
    ...{ startCourier, newComposition, claim, completed, delivery, until, dueNow, first, ended },
    get receiver() {
      return receiver;
    },
    get dataSource() {
      return dataSource;
    },
    get compositions() {
      return compositions;
    },
    get callbacks() {
      return callbacks;
    },
  };
}
