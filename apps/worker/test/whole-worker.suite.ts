import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#lib/config';
import { createLogger } from '#lib/observability';
import { type Composition, CompositionRepository, connect, newCompositionId } from '#lib/persistence';
import { createObjectStore } from '#lib/storage';
import { poll } from '../../../infra/local/poll.js';
import { frame } from '../../../test/media/inspect.js';
import { plain } from '../../../test/media/sources.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { SMALL } from '../../../test/support/small.js';
import { type RunningWorker, startWorker } from '../src/boot/start-worker.js';

const BUCKET = 'cutroom';
const COLOURS = ['red', 'lime', 'blue', 'white'] as const;
const PIXELS = { red: [255, 0, 0], lime: [0, 255, 0], blue: [0, 0, 255], white: [255, 255, 255] } as const;

/** Whole workers in this process, as main.ts starts them: what no part of them shows by itself. */
describe('workers', () => {
  let home: string;
  let database: TestDatabase;
  let redis: TestRedis;
  let dataSource: Awaited<ReturnType<typeof connect>>;
  let compositions: CompositionRepository;
  const workers: RunningWorker[] = [];
  const store = () =>
    createObjectStore({
      ...{ driver: 'fs', root: join(home, 'objects'), publicUrl: 'http://localhost' },
      signingSecret: 'a secret of some length',
    });

  beforeAll(async () => {
    [database, redis, home] = await Promise.all([
      createTestDatabase(),
      startRedis(),
      mkdtemp(join(tmpdir(), 'cutroom-workers-')),
    ]);
    const config = loadConfig({
      ...{ PATH: process.env['PATH'], ENVIRONMENT: 'test', DATA_DIR: home, FFMPEG_NICE: '0' },
      ...{ DATABASE_URL: database.url, REDIS_URL: redis.url, DISTRIBUTE_SECONDS: '1.5' },
    });
    const logger = createLogger({ level: 'silent', service: 'worker' });
    for (let n = 0; n < 2; n += 1) workers.push(await startWorker(config, logger));
    dataSource = await connect({ url: database.url, poolSize: 2 });
    compositions = new CompositionRepository(dataSource);
    const objects = store();
    await objects.ensureBucket(BUCKET);
    for (const colour of COLOURS) {
      const file = createReadStream(await plain(colour));
      await objects.put({ bucket: BUCKET, key: `${colour}.mp4` }, file, { contentType: 'video/mp4' });
    }
    objects.close();
  }, 60_000);
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await dataSource.destroy();
    await Promise.all([database.drop(), redis.stop(), rm(home, { recursive: true, force: true })]);
  }, 30_000);

  const rendered = async (config: Record<string, unknown>): Promise<Composition> => {
    const compositionId = newCompositionId();
    await compositions.createQueued({
      ...{ compositionId, userId: null, clientMetadata: null, origin: 'compositions', priority: 'default' },
      ...{ config: { output: { ...SMALL, fps: 25, crf: 21 }, ...config }, requestId: 'req_test' },
    });
    const ended = await poll(
      async () => {
        const found = await compositions.get(compositionId);
        return found !== null && ['completed', 'failed'].includes(found.status) ? found : null;
      },
      { deadlineMs: 45_000 },
    );
    if (ended === null) throw new Error(`${compositionId} did not end`);
    return ended;
  };
  const clips = (seconds: number, colours: readonly string[] = COLOURS) =>
    colours.map((colour) => ({ url: `s3://${BUCKET}/${colour}.mp4`, trim_end: seconds }));
  const videoOf = async ({ result, compositionId }: Composition): Promise<string> => {
    if (result === null) throw new Error('there is no result');
    const objects = store();
    const file = join(home, `${compositionId}.mp4`);
    await writeFile(file, (await objects.get(result)).body);
    objects.close();
    return file;
  };
  it('make a film of four segments, and each frame is the one that was asked for', async () => {
    const film = await rendered({ clips: clips(2) });
    expect(film).toMatchObject({ status: 'completed', result: { frames: 200 }, metadata: { segments: { count: 4 } } });
    const file = await videoOf(film);
    for (const [index, colour] of COLOURS.entries()) {
      const there = (await frame(file, index * 50 + 25)).mean(0.1, 0.1, 0.9, 0.9);
      for (const [channel, value] of PIXELS[colour].entries())
        expect(Math.abs((there[channel] ?? -1) - value)).toBeLessThan(12);
    }
  }, 60_000);

  it('write over a short one, alone', async () => {
    const overlays = [{ type: 'text', content: 'Cut', position: 'center', start_time: 0, duration: 1 }];
    const objects = store();
    const lines = Buffer.from('1\n00:00:00,000 --> 00:00:01,000\nRoom\n');
    await objects.put({ bucket: BUCKET, key: 'lines.srt' }, lines, { contentType: 'text/plain' });
    objects.close();
    const captions = { type: 'captions', url: `s3://${BUCKET}/lines.srt` };
    const film = await rendered({ clips: clips(0.4, ['blue', 'red']), overlays: [...overlays, captions] });
    expect(film).toMatchObject({ status: 'completed', result: { frames: 20 } });
    const first = await frame(await videoOf(film), 5);
    // White letters are the only thing in a blue picture that is bright.
    expect(first.peak(0.3, 0.3, 0.7, 0.7)).toBeGreaterThan(180);
    expect(first.peak(0, 0, 1, 0.2)).toBeLessThan(60);
  }, 60_000);

  it('say of a damaged source which clip it is', async () => {
    const objects = store();
    await objects.put({ bucket: BUCKET, key: 'broken.mp4' }, Buffer.from('no film'), { contentType: 'video/mp4' });
    objects.close();
    const film = await rendered({ clips: [...clips(0.4, ['red']), { url: `s3://${BUCKET}/broken.mp4` }] });
    expect(film).toMatchObject({ status: 'failed', errorCode: 'INVALID_CLIP_FORMAT' });
    expect(film.errorDetails).toMatchObject({ errors: [{ pointer: '/clips/1/url' }] });
  }, 60_000);
});
