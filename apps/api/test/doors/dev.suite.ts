import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sampleClip } from '../../src/dev/sample-clip.js';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { call, clip, errorOf, pointersOf } from '../support/http.js';

describe('/dev', () => {
  let backing: Backing;
  let api: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { ENABLE_DEV_API: 'true' });
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  it('makes a sample composition whose sources are there', async () => {
    const { status, body } = await call(api, 'POST', '/dev/test-generation');
    expect([status, body['status']]).toEqual([202, 'queued']);
    const stored = await api.services.compositions.get(String(body['composition_id']));
    const config = JSON.stringify(stored?.config);
    const sources = [...config.matchAll(/s3:\/\/([^/"]+)\/([^"]+)"/g)];
    expect(sources).toHaveLength(4);
    for (const [, bucket = '', key = ''] of sources) {
      expect((await api.services.store.stat({ bucket, key })).sizeBytes).toBeGreaterThan(10_000);
    }
  });

  it('cancels what a user has in the queue, and nothing else', async () => {
    const post = async (user_id: string): Promise<string> =>
      String((await call(api, 'POST', '/api/v1/compositions', { clips: [clip], user_id })).body['composition_id']);
    const [mine, too, others] = [await post('anna'), await post('anna'), await post('ben')];
    const { status, body } = await call(api, 'POST', '/dev/reset-user', { user_id: 'anna' });
    expect([status, body]).toEqual([200, { user_id: 'anna', cancelled: 2 }]);
    const statuses = await Promise.all(
      [mine, too, others].map(async (id) => (await api.services.compositions.get(id))?.status),
    );
    expect(statuses).toEqual(['cancelled', 'cancelled', 'queued']);
  });

  it('checks its bodies like every other door', async () => {
    const answer = await call(api, 'POST', '/dev/reset-user', { user: 'anna' });
    expect([answer.status, [...pointersOf(answer)].sort()]).toEqual([400, ['/user', '/user_id']]);
  });

  it('is not there unless it is switched on', async () => {
    const plain = await startApi(backing);
    try {
      for (const path of ['/dev/test-generation', '/dev/reset-user']) {
        const answer = await call(plain, 'POST', path, {});
        expect([answer.status, errorOf(answer).code]).toEqual([404, 'NOT_FOUND']);
      }
    } finally {
      await plain.stop();
    }
  });
});

describe('a sample clip', () => {
  it('is a video with sound that ffmpeg reads without an error', async () => {
    const run = promisify(execFile);
    const dir = await mkdtemp(join(tmpdir(), 'cutroom-sample-'));
    try {
      const file = join(dir, 'clip.avi');
      await writeFile(file, await sampleClip({ hue: 200, hertz: 440, seconds: 2 }));
      const { stdout } = await run('ffprobe', ['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', file]);
      const { streams } = JSON.parse(stdout) as { streams: Record<string, unknown>[] };
      expect(streams).toMatchObject([
        {
          codec_name: 'mjpeg',
          width: 640,
          height: 360,
          r_frame_rate: '25/1',
          nb_read_frames: '50',
          duration: '2.000000',
        },
        { codec_name: 'pcm_s16le', sample_rate: '44100', channels: 1 },
      ]);
      const { stderr } = await run('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-']);
      expect(stderr).toBe('');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
