import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startS3rver } from '../../libs/storage/test/support/start-s3rver.js';
import { frame, level, picture, SAMPLE_RATE, sound } from '../media/inspect.js';
import { beep, plain, tone } from '../media/sources.js';
import { Client } from '../support/client.js';
import { leftovers, NOTHING } from '../support/leftovers.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const FPS = 30;
/** 2 s, a fade that moves nothing, 2 s, a crossfade that takes half a second away, 2 s. */
const FRAMES = (2 + 2 + 2 - 0.5) * FPS;
/** One AAC frame, seconds. */
const AAC_FRAME = 1024 / SAMPLE_RATE;
const [MUSIC, VOICE] = [200, 900];

interface Store {
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

const STORES: Readonly<Record<'fs' | 's3', () => Promise<Store>>> = {
  fs: async () => ({ env: { STORAGE_DRIVER: 'fs' }, close: async () => undefined }),
  s3: async () => {
    const { url, close } = await startS3rver();
    const keys = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };
    return { env: { STORAGE_DRIVER: 's3', S3_ENDPOINT: url, ...keys }, close };
  },
};

interface Metadata {
  readonly stages: Readonly<Record<string, number>>;
  readonly cpu_seconds: number;
  readonly segments: { readonly count: number; readonly reused: number; readonly rendered: number };
}

const composition = (clips: readonly string[], music: string, voice: string) => ({
  user_id: 'tester',
  metadata: { order: 7 },
  clips: [
    { url: clips[0], trim_start: 0.5, trim_end: 2.5, transition_in: 'fade', transition_duration: 0.4 },
    { url: clips[1], trim_end: 2, transition_in: 'fade', transition_duration: 0.4 },
    { url: clips[2], trim_end: 2, transition_in: 'crossfade', transition_duration: 0.5 },
  ],
  audio: { music_url: music, voiceover_url: voice, music_volume: 0.4, voiceover_volume: 1, fade_out: 0.5 },
  overlays: [
    {
      type: 'text',
      content: 'नमस्ते दुनिया 🎬 "it\'s 100%: \\ done"',
      position: { x: 'center', y: '12%' },
      start_time: 2.5,
      duration: 1,
      style: { size: 40, color: '#FFFFFF' },
    },
  ],
  output: { resolution: '480p', fps: FPS, crf: 23, preset: 'ultrafast' },
});

describe.each(['fs', 's3'] as const)('the main job on the %s driver', (driver) => {
  let store: Store;
  let stack: TestStack;
  let client: Client;
  let body: object;
  let id: string;
  let file: string;

  beforeAll(async () => {
    store = await STORES[driver]();
    stack = await startTestStack({ env: { ...store.env, SEGMENT_TTL: '600' } });
    client = new Client(stack.apiUrl);
    const made = await Promise.all([
      plain('red', { seconds: 3, tone: null }),
      plain('green', { seconds: 3, tone: null, rate: '24' }),
      plain('blue', { seconds: 3, tone: null, width: 180, height: 180 }),
      tone(MUSIC, 2),
      beep(VOICE, 1, 2, 3),
    ]);
    const [red = '', green = '', blue = '', music = '', voice = ''] = await client.uploadAll(made);
    body = composition([red, green, blue], music, voice);
    id = await client.post(body, { 'x-request-id': 'req_the_main_job' });
    await client.completed(id);
    file = await client.download(id, join(stack.dataDir, 'result.mp4'));
  }, TURN_TIMEOUT_MS);
  afterAll(async () => {
    await stack?.stop();
    await store?.close();
  });

  it('makes exactly the planned number of frames, decoded and counted', async () => {
    expect(await picture(file)).toEqual({
      frames: FRAMES,
      width: 854,
      height: 480,
      rate: '30/1',
      codec: 'h264',
      pixelFormat: 'yuv420p',
    });
  });

  it('fades in, dips between the first two clips, blends the last two, and shows each in its time', async () => {
    const center = async (seconds: number) => (await frame(file, Math.round(seconds * FPS))).mean(0.4, 0.5, 0.6, 0.9);
    const [start, red, dip, green, blend, blue] = await Promise.all([0, 1, 2, 3.2, 3.75, 5].map(center));
    expect(Math.max(...(start ?? []))).toBeLessThan(30);
    expect(Math.max(...(dip ?? []))).toBeLessThan(30);
    const strongest = (color: readonly number[] = []): number => color.indexOf(Math.max(...color));
    expect([red, green, blue].map(strongest)).toEqual([0, 1, 2]);
    const [, g = 0, b = 0] = blend ?? [];
    expect(g).toBeGreaterThan(30);
    expect(b).toBeGreaterThan(60);
  });

  it('shows the title while it should, and nothing of it before and after', async () => {
    const bright = async (seconds: number) => (await frame(file, Math.round(seconds * FPS))).peak(0.2, 0.08, 0.8, 0.25);
    const [before, during, after] = await Promise.all([2.4, 3, 3.6].map(bright));
    expect(before).toBeLessThan(130);
    expect(during).toBeGreaterThan(200);
    expect(after).toBeLessThan(130);
  });

  it('has sound as long as the picture to within one AAC frame, music throughout and the voice in its place', async () => {
    const samples = await sound(file);
    expect(Math.abs(samples.length / SAMPLE_RATE - FRAMES / FPS)).toBeLessThanOrEqual(AAC_FRAME);
    expect(level(samples, VOICE, 1.1, 1.9)).toBeGreaterThan(0.3);
    expect(level(samples, VOICE, 0.1, 0.9)).toBeLessThan(0.01);
    // The music is two seconds long and loops.
    for (const from of [0.2, 2.2, 4.2]) expect(level(samples, MUSIC, from, from + 0.5)).toBeGreaterThan(0.02);
  });

  it('tells what it is, and what it cost', async () => {
    const state = await client.get(id);
    expect(state).toMatchObject({
      status: 'completed',
      progress: { stage: 'completed', percentage: 100 },
      duration: FRAMES / FPS,
      error: null,
      metadata: { order: 7 },
    });
    expect(state.output_url).toMatch(/^s3:\/\/cutroom\/outputs\//);
    const metadata = await metadataOf(id);
    expect(metadata).toMatchObject({
      probe: { video: { codec: 'h264', width: 854, height: 480 }, audio: { codec: 'aac' } },
      segments: { reused: 0 },
      ffmpeg_version: expect.stringMatching(/^\d/),
      settings: { width: 854, height: 480, crf: 23, preset: 'ultrafast' },
      memory_peak_mb: expect.any(Number),
    });
    const names = [
      'assemble',
      'encode',
      'fetch',
      'pictures',
      'plan',
      'probe',
      'publish',
      'text',
      'thumbnail',
      'verify',
    ];
    expect(Object.keys(metadata.stages).sort()).toEqual(names);
    expect(metadata.cpu_seconds).toBeGreaterThan(0);
  });

  it('makes the same bytes again, and encodes no segment twice', async () => {
    const again = await client.post(body);
    await client.completed(again);
    const { segments } = await metadataOf(again);
    expect(segments).toEqual({ count: segments.count, reused: segments.count, rendered: 0 });
    const copy = await client.download(again, join(stack.dataDir, 'again.mp4'));
    expect((await readFile(copy)).equals(await readFile(file))).toBe(true);
  });

  it('carries the request id through to the last log line of the worker', () => {
    const log = (stack.workers[0]?.log() ?? '').split('\n');
    const last = log.find((line) => line.includes('Render completed') && line.includes(id));
    expect(last).toContain('req_the_main_job');
  });

  const metadataOf = async (of: string): Promise<Metadata> => {
    const answer = await client.request('GET', `/api/v1/compositions/${of}/metadata`);
    expect(answer.status).toBe(200);
    return answer.body as Metadata;
  };

  it('is counted and timed in the metrics of the worker', async () => {
    const text = await (await fetch(`${stack.workers[0]?.url}/metrics`)).text();
    expect(text).toMatch(/^cutroom_compositions_total\{status="completed",service="worker"\} 2$/m);
    expect(text).toMatch(/^cutroom_stage_seconds_count\{service="worker",stage="encode"\} 2$/m);
    expect(text).toMatch(/^cutroom_encode_speed_ratio_count\{service="worker"\} [12]$/m);
    expect(text).not.toMatch(/^cutroom_failures_total\{/m);
  });

  it('leaves nothing behind', async () => {
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  });
});
