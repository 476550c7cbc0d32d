import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { availableCores } from '#lib/config';
import { poll } from '../../infra/local/poll.js';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { leftovers, NOTHING } from '../support/leftovers.js';
import { PACED } from '../support/paced.js';
import { encodersOf } from '../support/processes.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const CLIPS = 8;
const CANCELLED_MS = 3_000;

describe('bad luck of a render that many workers make', () => {
  let stack: TestStack;
  let client: Client;
  let url: string | undefined;
  beforeAll(async () => {
    const env = { SEGMENT_TTL: '86400', DISTRIBUTE_SECONDS: '6', LEASE_SECONDS: '2', DRAIN_SECONDS: '0.1' };
    stack = await startTestStack({ workers: 2, env: { ...PACED, ...env, MAX_CONCURRENT_JOBS: '1' } });
    client = new Client(stack.apiUrl);
    [url] = await client.uploadAll([plain('green', { seconds: 8 })]);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  let films = 0;
  /** Clips that no other film has, a second or so each. */
  const film = (clips: number): Promise<string> => {
    films += 1;
    const from = (index: number): number => films * 0.04 + index * 0.1;
    return client.post({
      clips: Array.from({ length: clips }, (_, index) => ({
        url,
        trim_start: from(index),
        trim_end: from(index) + 1.2,
      })),
      output: SMALL,
    });
  };

  /** Waits until both workers are encoding and some parts are made. */
  const inFull = async (id: string): Promise<void> => {
    await client.until(id, ({ progress }) => progress.stage === 'encoding' && progress.percentage > 25);
    // More than one worker has slots for.
    const both = (): true | null => encodersOf(stack.dataDir).length > availableCores() || null;
    expect(await poll(both, { deadlineMs: 15_000, everyMs: 20 })).toBe(true);
  };

  /** Waits until parts of a render are stored, and not all of them. */
  const someAreMade = async (id: string): Promise<void> => {
    const database = new pg.Client({ connectionString: stack.databaseUrl });
    await database.connect();
    try {
      const made = `SELECT 1 FROM render_flow_parts WHERE composition_id = $1 AND made AND frames > 0`;
      const some = async (): Promise<true | null> => ((await database.query(made, [id])).rowCount ?? 0) > 0 || null;
      expect(await poll(some, { deadlineMs: 30_000, everyMs: 20 })).toBe(true);
    } finally {
      await database.end();
    }
    expect((await client.get(id)).status).toBe('processing');
  };

  /** Lines of the workers' logs that say this of a render. */
  const told = async (id: string, message: string): Promise<number> => {
    const logs = [1, 2].map((worker) => readFile(join(stack.dataDir, 'logs', `worker-${worker}.log`), 'utf8'));
    const lines = (await Promise.all(logs)).join('\n').split('\n');
    return lines.filter((line) => line.includes(id) && line.includes(message)).length;
  };

  const worker = () => {
    const found = stack.workers[1];
    if (found === undefined) throw new Error('The stack has no second worker.');
    return found;
  };

  const segmentsOf = async (id: string): Promise<unknown> => {
    const { body } = await client.request('GET', `/api/v1/compositions/${id}/metadata`);
    return (body as { readonly segments: unknown }).segments;
  };

  it('a worker killed in the middle of its parts: the others make them, in the same attempt', async () => {
    const id = await film(CLIPS);
    await inFull(id);
    await worker().kill9();
    const { output_url } = await client.completed(id);
    expect(output_url).toContain('/1/');
    expect(await segmentsOf(id)).toEqual({ count: CLIPS, reused: 0, rendered: CLIPS });
    const made = await told(id, 'Part made');
    expect(made).toBeLessThanOrEqual(CLIPS + 1 + availableCores());
    await worker().start();
    expect(await leftovers(stack, 2)).toEqual({ ...NOTHING, unfinishedObjects: expect.any(Array) });
  }, 90_000);

  it('a worker that is drained hands its parts back, and that counts as no failure', async () => {
    const id = await film(CLIPS);
    await inFull(id);
    expect(await worker().terminate()).toMatchObject({ code: 0 });
    expect((await client.completed(id)).output_url).toContain('/1/');
    expect(await told(id, 'Render started')).toBe(2);
    await worker().start();
  }, 90_000);

  it.each([
    ['with Redis', async () => undefined, async () => undefined],
    ['without Redis', () => stack.redis.kill9(), () => stack.redis.restart()],
  ])(
    'a cancel reaches every worker within three seconds, %s',
    async (_how, before, after) => {
      const id = await film(CLIPS);
      await inFull(id);
      await before();
      try {
        const began = performance.now();
        expect((await client.request('DELETE', `/api/v1/compositions/${id}`)).status).toBe(202);
        await poll(() => encodersOf(stack.dataDir).length === 0 || null, { deadlineMs: 10_000, everyMs: 20 });
        expect(performance.now() - began).toBeLessThan(CANCELLED_MS);
      } finally {
        await after();
      }
      expect(await client.get(id)).toMatchObject({ status: 'cancelled', output_url: null });
    },
    60_000,
  );

  it('a queue that forgets everything: the next attempt goes on with the parts that are made', async () => {
    const id = await film(CLIPS);
    await someAreMade(id);
    const redis = new Redis(stack.redis.url);
    await redis.flushall();
    redis.disconnect();
    expect((await client.completed(id)).output_url).toContain('/2/');
    expect(await segmentsOf(id)).toMatchObject({ count: CLIPS, reused: expect.any(Number) });
    expect(await segmentsOf(id)).not.toMatchObject({ reused: 0 });
  }, 90_000);

  it('a short render that comes after a long one is not kept waiting', async () => {
    const long = await film(4 * CLIPS);
    await inFull(long);
    const short = await film(CLIPS - 2);
    await client.completed(short);
    const { status, progress } = await client.get(long);
    expect({ status, far: progress.percentage < 80 }).toEqual({ status: 'processing', far: true });
    await client.request('DELETE', `/api/v1/compositions/${long}`);
    expect(await leftovers(stack, 2)).toEqual({ ...NOTHING, unfinishedObjects: expect.any(Array) });
  }, 90_000);
});
