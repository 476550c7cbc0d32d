import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { createObjectStore, parseObjectUrl } from '#lib/storage';
import { poll } from '../../infra/local/poll.js';
import { freePort } from '../../infra/local/ports.js';
import { frame, picture } from '../media/inspect.js';
import { Client } from '../support/client.js';
import { type Receiver, startReceiver } from '../support/receiver.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const readme = resolve(import.meta.dirname, '..', '..', 'README.md');
const MARK = '<!-- internal walk-through: a test runs these commands -->';
const TOKEN = 'a-token-of-your-own';

interface Told {
  readonly headers: Record<string, string>;
  readonly body: string;
}

let stack: TestStack;
let dir: string;
let receiver: Receiver;
let lines: readonly string[];
let told: Told;
let secret: string;

beforeAll(async () => {
  stack = await startTestStack({ env: { INTERNAL_API_TOKEN: TOKEN, CALLBACK_OWN_HOSTS: 'localhost,127.0.0.1' } });
  receiver = await startReceiver();
  dir = await mkdtemp(join(tmpdir(), 'cutroom-process-clips-'));
  const text = await readFile(readme, 'utf8');
  const [, script = ''] = /```sh\n([\s\S]*?)```/.exec(text.slice(text.indexOf(MARK))) ?? [];
  const port = String(await freePort());
  const here = script.replace('http://localhost:8000', stack.apiUrl).replaceAll('9100', port);
  const run = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', here], { cwd: dir, timeout: 60_000 });
  lines = run.stdout.trim().split('\n');
  told = JSON.parse(await readFile(join(dir, 'told.json'), 'utf8')) as Told;
  secret = await readFile(join(stack.dataDir, 'callback-secret'), 'utf8');
}, TURN_TIMEOUT_MS);
afterAll(async () => {
  await stack?.stop();
  await receiver?.close();
  await rm(dir, { recursive: true, force: true });
});

/** An object of the store, as a file that tools can read. */
async function fileOf(url: string): Promise<string> {
  const root = join(stack.dataDir, 'objects');
  const store = createObjectStore({
    driver: 'fs',
    root,
    publicUrl: stack.apiUrl,
    signingSecret: 'of no use for reading',
  });
  const { body } = await store.get(parseObjectUrl(url));
  const path = join(dir, basename(url));
  await pipeline(body, createWriteStream(path));
  return path;
}

const received = async (count: number): Promise<void> => {
  // A courier that died before it wrote down its try is waited for until its lease is over.
  const there = await poll(() => receiver.received.length === count || null, { deadlineMs: 75_000 });
  if (there === null) throw new Error(`${receiver.received.length} callbacks, not ${count}`);
};

describe('the walk-through of /internal/v1', () => {
  it('asks twice and gets one job', () => {
    const [first, second] = lines.slice(0, 2).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toMatchObject({ processing_id: 'order-1043', status: 'queued', error: null });
    expect(second?.['created_at']).toBe(first?.['created_at']);
  });

  it('is told once, in words that standardwebhooks verifies, what GET says', () => {
    const words = new Webhook(secret).verify(told.body, told.headers);
    expect(words).toEqual({
      processing_id: 'order-1043',
      status: 'completed',
      clips: [
        {
          source: expect.stringMatching(/^s3:\/\/cutroom\/assets\/.*raw\.mp4$/),
          output_url: expect.stringMatching(/^s3:\/\/cutroom\/outputs\/.*video\.mp4$/),
          thumbnail_url: expect.stringMatching(/^s3:\/\/cutroom\/outputs\/.*thumbnail\.jpg$/),
          duration: 4,
          width: 1080,
          height: 1080,
        },
      ],
      error: null,
    });
    expect(JSON.parse(lines[2] ?? '')).toMatchObject(words as object);
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({
      items: [
        { webhook_id: told.headers['webhook-id'], status: 'delivered', attempts: [{ status: 204, error: null }] },
      ],
    });
  });

  it('makes a video of its own shape at the usual rate, and a thumbnail that is not black', async () => {
    const [clip] = (JSON.parse(told.body) as { clips: { output_url: string; thumbnail_url: string }[] }).clips;
    expect(await picture(await fileOf(clip?.output_url ?? ''))).toMatchObject({
      frames: 120,
      rate: '30/1',
      ...{ width: 1080, height: 1080 },
    });
    const thumbnail = await fileOf(clip?.thumbnail_url ?? '');
    expect(await picture(thumbnail)).toMatchObject({ width: 1080, height: 1080, codec: 'mjpeg' });
    expect((await frame(thumbnail, 0)).peak(0.3, 0.1, 0.7, 0.9)).toBeGreaterThan(150);
  });
});

describe('a composition', () => {
  it('that names the time of its thumbnail gets it, and its callback says so, through a restart of the worker', async () => {
    const client = new Client(stack.apiUrl);
    const [url = ''] = await client.uploadAll([join(dir, 'raw.mp4')]);
    receiver.answer((response, number) => response.writeHead(number === 0 ? 503 : 200).end());
    const id = await client.post({
      clips: [{ url, trim_end: 3 }],
      output: { resolution: '480p', preset: 'ultrafast', thumbnail_time: 0.5 },
      callback_url: `${receiver.url}/hook`,
    });
    const { thumbnail_url } = await client.completed(id);
    expect((await frame(await fileOf(thumbnail_url ?? ''), 0)).peak(0, 0, 1, 1)).toBeLessThan(40);
    await received(1);
    const [worker] = stack.workers;
    await worker?.kill9();
    await stack.addWorker();
    await received(2);
    const [first, second] = receiver.received;
    for (const { body, headers } of receiver.received) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
        composition_id: id,
        status: 'completed',
        thumbnail_url,
      });
    }
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(5_000);
  }, 120_000);
});
