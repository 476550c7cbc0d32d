import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { createObjectStore } from '#lib/storage';
import { heavy, plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { encoding, leftovers, NOTHING, storedFiles } from '../support/leftovers.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

interface Segments {
  readonly count: number;
  readonly reused: number;
  readonly rendered: number;
}

const DAY = '86400';

describe('segments that exist are not rendered', () => {
  let stack: TestStack;
  let client: Client;
  let clips: readonly string[];
  beforeAll(async () => {
    stack = await startTestStack({ env: { SEGMENT_TTL: DAY, LEASE_SECONDS: '2' } });
    client = new Client(stack.apiUrl);
    clips = await client.uploadAll([
      plain('red', { seconds: 3 }),
      plain('green', { seconds: 3 }),
      plain('blue', { seconds: 3 }),
    ]);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  const film = (title: string) => ({
    clips: clips.map((url) => ({ url, trim_end: 2.5 })),
    overlays: [{ type: 'text', content: title, start_time: 0.5, duration: 1.5 }],
    output: SMALL,
  });

  /** Renders to the end. @returns how its segments came about, and a hash of the result */
  async function render(body: object): Promise<{ readonly segments: Segments; readonly bytes: string }> {
    const id = await client.post(body);
    await client.completed(id);
    const { body: metadata } = await client.request('GET', `/api/v1/compositions/${id}/metadata`);
    const file = await client.download(id, join(stack.dataDir, `${id}.mp4`));
    const bytes = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return { segments: (metadata as { readonly segments: Segments }).segments, bytes };
  }

  const foreseen = async (body: object): Promise<unknown> =>
    (await client.request('POST', '/api/v1/compositions/validate', body)).body;
  const plan = (reusable: number) => ({
    valid: true,
    errors: [],
    plan: { duration: 7.5, frames: 225, segments: 3, reusable, estimated_duration: expect.any(Number) },
  });

  it('a forecast knows what exists, and what is wrong with the sources', async () => {
    // Of another quality: none of its segments is another test's.
    const other = (title: string) => ({ ...film(title), output: { ...SMALL, crf: 30 } });
    expect(await foreseen(other('A forecast'))).toEqual(plan(0));
    await render(other('A forecast'));
    expect(await foreseen(other('A forecast'))).toEqual(plan(3));
    expect(await foreseen(other('A forecast, edited'))).toEqual(plan(2));
    const [missing, beyond] = [{ url: 's3://cutroom/none.mp4' }, { url: clips[0], trim_start: 9 }];
    expect(await foreseen({ clips: [missing, beyond, { url: 's3://cutroom/nor-this.mp4' }] })).toMatchObject({
      valid: false,
      errors: [{ pointer: '/clips/0/url' }, { pointer: '/clips/2/url' }],
      plan: null,
    });
    expect(await foreseen({ clips: [beyond] })).toMatchObject({
      valid: false,
      errors: [{ pointer: '/clips/0/trim_start' }],
    });
  }, 60_000);

  it('the same again renders nothing, an edit what it touches, and an empty store gives the same bytes', async () => {
    const cold = await render(film('One title'));
    expect(cold.segments).toEqual({ count: 3, reused: 0, rendered: 3 });

    const again = await render(film('One title'));
    expect(again.segments).toEqual({ count: 3, reused: 3, rendered: 0 });
    expect(again.bytes).toBe(cold.bytes);

    const edited = await render(film('Another title'));
    expect(edited.segments).toEqual({ count: 3, reused: 2, rendered: 1 });
    expect(edited.bytes).not.toBe(cold.bytes);

    for (const kept of ['cache', 'objects/cutroom/parts+']) {
      await rm(join(stack.dataDir, kept), { recursive: true, force: true });
    }
    // Postgres still believes in the parts: they turn out lost, and are made again.
    const fromNothing = await render(film('One title'));
    expect(fromNothing.segments).toEqual({ count: 3, reused: 0, rendered: 3 });
    expect(fromNothing.bytes).toBe(cold.bytes);
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  }, 60_000);

  it('parts that are wrong although nothing damaged them since are made again by themselves', async () => {
    const before = await render(film('Wrong parts'));
    const wrong = await plain('red', { seconds: 1, tone: null });
    const sha256 = createHash('sha256')
      .update(await readFile(wrong))
      .digest('hex');
    const database = new pg.Client({ connectionString: stack.databaseUrl });
    await database.connect();
    try {
      const { size } = await stat(wrong);
      await database.query('UPDATE parts SET sha256 = $1, size_bytes = $2', [sha256, size]);
      const { rows } = await database.query<{ bucket: string; key: string }>(
        'SELECT bucket, object_key AS key FROM parts',
      );
      const store = createObjectStore({
        ...{ driver: 'fs', root: join(stack.dataDir, 'objects') },
        ...{ publicUrl: 'http://localhost', signingSecret: 'a secret of some length' },
      });
      for (const ref of rows) await store.putFile(ref, wrong, { contentType: 'video/mp4' });
    } finally {
      await database.end();
    }
    const after = await render(film('Wrong parts'));
    expect(after.segments).toEqual({ count: 3, reused: 0, rendered: 3 });
    expect(after.bytes).toBe(before.bytes);
    expect((await render(film('Wrong parts'))).segments).toMatchObject({ reused: 3 });
  }, 60_000);

  it('a render whose worker was killed goes on with the segments it had', async () => {
    const [big] = await client.uploadAll([heavy()]);
    const [worker] = stack.workers;
    if (worker === undefined) throw new Error('The stack has no worker.');
    const body = {
      clips: Array.from({ length: 6 }, (_, index) => ({
        url: big,
        trim_start: index * 0.1,
        trim_end: index * 0.1 + 1.2,
      })),
      output: { resolution: '480p', preset: 'superfast' },
    };
    const id = await client.post(body);
    await encoding(stack, client, id);
    await client.until(id, ({ progress }) => progress.percentage > 55);
    const before = (await storedFiles(stack)).filter((path) => path.includes('/parts+/')).length;
    await worker.kill9();
    await worker.start();
    await client.completed(id);
    const { body: metadata } = await client.request('GET', `/api/v1/compositions/${id}/metadata`);
    const { segments } = metadata as { readonly segments: Segments };
    expect(segments.reused).toBeGreaterThanOrEqual(2);
    expect(segments.reused).toBeLessThanOrEqual(before);
    expect(segments.reused + segments.rendered).toBe(segments.count);
    // An upload that kill -9 cut off leaves a draft that is never visible; the store sweeps those after a day.
    expect(await leftovers(stack, 1)).toEqual({ ...NOTHING, unfinishedObjects: expect.any(Array) });
  }, 60_000);
});
