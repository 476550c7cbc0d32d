import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DataSource } from 'typeorm';
import { createFfmpeg, DEFAULT_LIMITS } from '#lib/ffmpeg';
import { createLogger } from '#lib/observability';
import { connect, newProcessingId, ProcessingJobRepository, runMigrations } from '#lib/persistence';
import { createFetcher } from '#lib/sources';
import { createObjectStore, type ObjectStore } from '#lib/storage';
import { createTestDatabase } from '../../../test/support/database.js';
import { BeatsProcessor } from '../src/beats/beats.processor.js';
import { ProbeMemory } from '../src/render/sources/probe-memory.js';

const make = async (...args: readonly string[]): Promise<void> => {
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
};

describe('BeatsProcessor', () => {
  let dir: string;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let dataSource: DataSource;
  let jobs: ProcessingJobRepository;
  let store: ObjectStore;
  let processor: BeatsProcessor;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cutroom-beats-'));
    database = await createTestDatabase();
    dataSource = await connect({ url: database.url, poolSize: 2 });
    await runMigrations(dataSource);
    jobs = new ProcessingJobRepository(dataSource);
    const publicUrl = 'http://localhost';
    store = createObjectStore({
      driver: 'fs',
      root: join(dir, 'objects'),
      publicUrl,
      signingSecret: 'a secret of some length',
    });
    await store.ensureBucket('cutroom');
    const rules = { allowedBuckets: ['cutroom'], allowedHosts: [], maxBytes: 10_000_000, timeoutMs: 5_000 };
    processor = new BeatsProcessor(jobs, {
      home: join(dir, 'home'),
      ffmpeg: await createFfmpeg({ bin: 'ffmpeg', probeBin: 'ffprobe', sandbox: 'none', memoryMb: 4096 }),
      probes: new ProbeMemory(),
      fetcher: createFetcher({ objects: store, ...rules }),
      limits: DEFAULT_LIMITS,
      settings: { jobTimeoutSeconds: 30 },
      logger: createLogger({ level: 'silent', service: 'test' }),
    });
    const click = 'aevalsrc=0.6*sin(2*PI*1000*t)*exp(-120*mod(t+0.1\\,0.5)):s=44100:c=stereo:d=12';
    await Promise.all([
      make('-f', 'lavfi', '-i', click, '-b:a', '128k', join(dir, 'music.mp3')),
      make('-f', 'lavfi', '-i', 'color=s=64x36:d=1', join(dir, 'mute.mp4')),
    ]);
    for (const name of ['music.mp3', 'mute.mp4'])
      await store.putFile({ bucket: 'cutroom', key: name }, join(dir, name));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
    await rm(dir, { recursive: true, force: true });
  });

  const detect = async (audioUrl: string) => {
    const processingId = newProcessingId();
    const payload = { processingId, requestId: 'req_test' };
    const entry = {
      jobName: 'beats',
      jobId: `beats.${processingId}`,
      payload,
      priority: 'default',
      delaySeconds: 0,
    } as const;
    const job = {
      ...{ processingId, type: 'beat-detection', sourceService: null, config: { audio_url: audioUrl } },
      ...{ requestHash: 'hash', callbackUrl: null, requestId: 'req_test' },
    };
    await jobs.create(job, { kind: 'job', entry });
    await processor.process(
      { id: entry.jobId, name: 'beats', data: payload, lastTry: true },
      '',
      new AbortController().signal,
    );
    return jobs.get(processingId);
  };

  it('writes down the tempo and the beats of an MP3, and leaves no file', async () => {
    const job = await detect('s3://cutroom/music.mp3');
    expect(job).toMatchObject({ status: 'completed', error: null });
    const { bpm, beats } = (job?.result ?? {}) as { readonly bpm: number; readonly beats: readonly number[] };
    expect(Math.abs(bpm - 120)).toBeLessThan(1);
    expect(beats.length).toBeGreaterThan(20);
    for (const beat of beats) expect(Math.abs(((beat + 0.1 + 0.25) % 0.5) - 0.25)).toBeLessThan(0.03);
    expect(await readdir(join(dir, 'home'))).toEqual([]);
  });

  it.each([
    ['s3://cutroom/mute.mp4', 'INVALID_CLIP_FORMAT'],
    ['s3://cutroom/none.mp3', 'ASSET_NOT_FOUND'],
  ])('fails for %s with %s', async (url, code) => {
    expect(await detect(url)).toMatchObject({
      status: 'failed',
      result: null,
      error: { code, details: { errors: [{ pointer: '/audio_url' }] } },
    });
  });

  it('promises again what was lost, and gives up after an hour', async () => {
    const lost = newProcessingId();
    const payload = { processingId: lost, requestId: 'req_test' };
    const job = {
      ...{ processingId: lost, type: 'beat-detection', sourceService: null, config: { audio_url: 's3://cutroom/a' } },
      ...{ requestHash: 'hash', callbackUrl: null, requestId: 'req_test' },
    };
    const entry = { jobName: 'beats', jobId: `beats.${lost}`, payload, priority: 'default', delaySeconds: 0 } as const;
    await jobs.create(job, { kind: 'job', entry });
    expect(await jobs.requeueBeats(0)).toBe(0);
    await dataSource.query('DELETE FROM outbox');
    expect(await jobs.requeueBeats(60)).toBe(0);
    expect(await jobs.requeueBeats(0, { presence: async () => true })).toBe(0);
    expect(await jobs.requeueBeats(0)).toBe(1);
    expect(await dataSource.query('SELECT job_id, payload FROM outbox')).toEqual([{ job_id: entry.jobId, payload }]);
    await dataSource.query(
      `UPDATE processing_jobs SET created_at = now() - interval '2 hours' WHERE processing_id = $1`,
      [lost],
    );
    expect(await jobs.requeueBeats(0)).toBe(0);
    expect(await jobs.get(lost)).toMatchObject({ status: 'failed', error: { code: 'TIMEOUT' } });
  });
});
