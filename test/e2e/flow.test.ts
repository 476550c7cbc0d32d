import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { leftovers, NOTHING } from '../support/leftovers.js';
import { PACED } from '../support/paced.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

interface Metadata {
  readonly segments: { readonly count: number; readonly reused: number; readonly rendered: number };
  readonly cpu_seconds: number;
  readonly processes: number;
  readonly stages: Readonly<Record<string, number>>;
}

describe('a render that many workers make', () => {
  let stack: TestStack;
  let client: Client;
  let noise: string | undefined;
  let sharedBytes = '';
  beforeAll(async () => {
    const env = { ...PACED, SEGMENT_TTL: '86400', DISTRIBUTE_SECONDS: '6', MAX_CONCURRENT_JOBS: '1' };
    stack = await startTestStack({ workers: 2, env });
    client = new Client(stack.apiUrl);
    [noise] = await client.uploadAll([plain('black', { picture: 'testsrc2', seconds: 8, tone: null })]);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  /** One segment a clip, all different, and a title over the middle. */
  const film = (clips: number, title: string) => ({
    clips: Array.from({ length: clips }, (_, index) => ({
      url: noise,
      trim_start: index * 0.2,
      trim_end: index * 0.2 + 1.2,
    })),
    overlays: [{ type: 'text', content: title, start_time: 2, duration: 1 }],
    output: SMALL,
  });

  async function resultOf(id: string): Promise<{ readonly metadata: Metadata; readonly bytes: string }> {
    await client.completed(id);
    const { body } = await client.request('GET', `/api/v1/compositions/${id}/metadata`);
    const file = await client.download(id, join(stack.dataDir, `${id}.mp4`));
    const bytes = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return { metadata: body as Metadata, bytes };
  }

  /** Parts made by each worker so far, by what their logs say. */
  const partsMade = (): Promise<readonly number[]> =>
    Promise.all(
      [1, 2].map(async (worker) => {
        const log = await readFile(join(stack.dataDir, 'logs', `worker-${worker}.log`), 'utf8');
        return log.split('\n').filter((line) => line.includes('Part made')).length;
      }),
    );

  const inDatabase = async (sql: string): Promise<void> => {
    const database = new pg.Client({ connectionString: stack.databaseUrl });
    await database.connect();
    await database.query(sql).finally(() => database.end());
  };

  it('is made by all of them, and has the bytes of one that a single worker made', async () => {
    const shared = await resultOf(await client.post(film(8, 'Shared')));
    expect(shared.metadata).toMatchObject({
      segments: { count: 8, reused: 0, rendered: 8 },
      stages: { fetch: expect.any(Number), encode: expect.any(Number), gather: expect.any(Number) },
    });
    expect(shared.metadata.processes).toBeGreaterThanOrEqual(10);
    expect(shared.metadata.cpu_seconds).toBeGreaterThan(0.1);
    const made = await partsMade();
    expect(made[0]).toBeGreaterThan(0);
    expect(made[1]).toBeGreaterThan(0);
    expect((made[0] ?? 0) + (made[1] ?? 0)).toBe(9);

    // An edit of few segments is not worth sharing; what was shared is found.
    const edited = await resultOf(await client.post(film(8, 'Edited')));
    expect(edited.metadata.segments.reused).toBeGreaterThanOrEqual(4);
    expect(await partsMade()).toEqual(made);
    sharedBytes = shared.bytes;
    expect(await leftovers(stack, 2)).toEqual(NOTHING);
  }, 60_000);

  it('gives every size from one decode, and an added one without the others', async () => {
    const sized = (...sides: readonly number[]) => ({
      clips: film(6, '').clips,
      output: {
        ...{ resolution: { width: 96, height: 96 }, preset: 'ultrafast' },
        renditions: sides.map((side) => ({ width: side, height: side })),
      },
    });
    const before = (await partsMade()).reduce((sum, made) => sum + made);
    const two = await resultOf(await client.post(sized(64)));
    expect((await partsMade()).reduce((sum, made) => sum + made)).toBe(before + 7);
    const id = await client.post(sized(64, 32));
    const three = await resultOf(id);
    expect(three.bytes).toBe(two.bytes);
    expect(three.metadata).toMatchObject({
      segments: { count: 6, reused: 0, rendered: 6 },
      renditions: [64, 32].map((side) => ({ width: side, probe: { video: { width: side, height: side } } })),
    });
    expect(await client.get(id)).toMatchObject({ renditions: [{ name: '64x64' }, { name: '32x32' }] });
    const answer = await client.request('GET', `/api/v1/compositions/${id}/download?rendition=32x32`);
    const small = await fetch(answer.headers.get('location') ?? '');
    expect(small.headers.get('content-disposition')).toContain(`${id}-32x32.mp4`);
    expect((await small.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  }, 60_000);

  it.each([
    ['webm', 'video/webm', '\x1a\x45\xdf\xa3'],
    ['gif', 'image/gif', 'GIF89a'],
    ['mp3', 'audio/mpeg', '\xff\xfb'],
  ])('publishes %s as what it is', async (format, type, magic) => {
    const output = { format, resolution: { width: 64, height: 36 }, fps: 10, preset: 'ultrafast' };
    const id = await client.post({ clips: [{ url: noise, trim_end: 1 }], output });
    const { thumbnail_url } = (await client.completed(id)) as { readonly thumbnail_url: string | null };
    expect(thumbnail_url === null).toBe(format === 'mp3');
    const answer = await client.request('GET', `/api/v1/compositions/${id}/download`);
    const file = await fetch(answer.headers.get('location') ?? '');
    expect(file.headers.get('content-type')).toBe(type);
    expect(file.headers.get('content-disposition')).toContain(`${id}.${format}`);
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1')).toMatch(new RegExp(`^${magic}`));
  });

  it('progress rises to the end', async () => {
    const id = await client.post(film(10, 'Progress'));
    const seen: number[] = [];
    await client.until(id, ({ progress, status }) => {
      seen.push(progress.percentage);
      return status === 'completed';
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.some((percentage) => percentage > 20 && percentage < 90)).toBe(true);
  });

  it('a broken clip in the seventh part fails by name, and nobody waits for the rest', async () => {
    const [good] = await client.uploadAll([plain('green', { seconds: 3 })]);
    const whole = await plain('black', { picture: 'testsrc2', seconds: 10, tone: null, extra: ['-g', '25'] });
    const bytes = await readFile(whole);
    const path = join(stack.dataDir, 'broken.mp4');
    await writeFile(path, bytes.fill(0, Math.round(bytes.length * 0.45), Math.round(bytes.length * 0.85)));
    const [bad] = await client.uploadAll([path]);
    const clips = Array.from({ length: 8 }, (_, index) => ({
      url: good,
      trim_start: index * 0.1,
      trim_end: 1.5 + index * 0.1,
    }));
    clips[6] = { url: bad, trim_start: 5.5, trim_end: 7 };
    const id = await client.post({ clips, output: SMALL });
    const { status, error } = await client.ended(id);
    expect({ status, code: error?.code, pointer: error?.details.errors?.[0]?.pointer }).toEqual({
      status: 'failed',
      code: 'INVALID_CLIP_FORMAT',
      pointer: '/clips/6/url',
    });
    expect(await leftovers(stack, 2)).toEqual(NOTHING);
  });

  it('gives the bytes that one worker alone gives', async () => {
    await inDatabase('DELETE FROM parts');
    await rm(join(stack.dataDir, 'cache'), { recursive: true, force: true });
    const before = await partsMade();
    await Promise.all(stack.workers.map((worker) => worker.terminate()));
    await stack.addWorker({ DISTRIBUTE_SECONDS: '600' });
    const alone = await resultOf(await client.post(film(8, 'Shared')));
    expect(alone.metadata.segments).toEqual({ count: 8, reused: 0, rendered: 8 });
    expect(await partsMade()).toEqual(before);
    expect(alone.bytes).toBe(sharedBytes);
  }, 60_000);
});
