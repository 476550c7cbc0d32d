import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { type CompositionEvent, type Progress, type Stage, terminalSeq } from '#lib/contracts';
import { ProgressBus } from '#lib/queue';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { call, clip } from '../support/http.js';
import { until } from '../support/until.js';
import { claim, complete } from '../support/work.js';

interface Frame {
  readonly type: string;
  readonly data: Record<string, unknown> & { readonly progress?: Progress; readonly percentage?: number };
}

interface Channel {
  readonly frames: Frame[];
  readonly closed: Promise<number>;
}

const openSocket = (api: TestApi, id: string): Channel => {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/ws/compositions/${id}`);
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return { frames, closed };
};

const progress = (
  attempt: number,
  counter: number,
  id: string,
  stage: Stage,
  percentage: number,
): CompositionEvent => ({
  type: 'progress',
  seq: attempt * 1_000_000 + counter,
  composition_id: id,
  timestamp: new Date().toISOString(),
  progress: { stage, percentage, message: `${stage} ${percentage}` },
});

describe('progress', () => {
  let backing: Backing;
  let one: TestApi;
  let two: TestApi;
  let bus: ProgressBus;

  beforeAll(async () => {
    backing = await startBacking();
    [one, two] = [await startApi(backing), await startApi(backing)];
    bus = one.services.progressBus;
    await bus.whenReady(5_000);
  });
  afterAll(async () => {
    await Promise.all([one.stop(), two.stop()]);
    await backing.stop();
  });

  const create = async (): Promise<string> =>
    String((await call(one, 'POST', '/api/v1/compositions', { clips: [clip] })).body['composition_id']);

  describe.each([
    ['the API that took it', () => one],
    ['another API', () => two],
  ])('by WebSocket from %s', (_name, api) => {
    it('sends the state, progress, the last word, and closes', async () => {
      const id = await create();
      const { frames, closed } = openSocket(api(), id);
      await until(() => frames.length === 1);
      expect(frames[0]).toEqual({
        type: 'status',
        data: expect.objectContaining({ status: 'queued', progress: expect.objectContaining({ percentage: 0 }) }),
      });
      const attempt = await claim(one, id);
      bus.publish({ ...progress(attempt, 1, id, 'downloading', 0), type: 'status', status: 'processing', error: null });
      bus.publish(progress(attempt, 2, id, 'encoding', 40));
      bus.publish(progress(attempt, 3, id, 'encoding', 30));
      bus.publish(progress(attempt, 2, id, 'encoding', 99));
      bus.publish(progress(attempt, 4, id, 'assembling', 92));
      await until(() => frames.at(-1)?.data.percentage === 92);
      await complete(one, id, 'video', attempt);
      expect(await closed).toBe(1000);
      expect(frames.map(({ type }) => type)).toEqual([
        'status',
        'status',
        'progress',
        'progress',
        'progress',
        'completed',
      ]);
      expect(frames[2]).toEqual({
        type: 'progress',
        data: { stage: 'encoding', percentage: 40, message: 'encoding 40', timestamp: expect.any(String) },
      });
      const percentages = frames.map(({ data }) => data.percentage ?? data.progress?.percentage);
      expect(percentages).toEqual([0, 0, 40, 40, 92, 100]);
      expect(frames.at(-1)?.data).toMatchObject({ composition_id: id, status: 'completed' });
    });
  });

  it('sends the end to a WebSocket that comes late, and closes', async () => {
    const id = await create();
    await complete(one, id, 'video');
    const { frames, closed } = openSocket(two, id);
    expect(await closed).toBe(1000);
    expect(frames.map(({ type }) => type)).toEqual(['status', 'completed']);
  });

  it('tells a WebSocket why it failed', async () => {
    const id = await create();
    const { frames, closed } = openSocket(two, id);
    await until(() => frames.length === 1);
    const attempt = await claim(one, id);
    const error = { code: 'ASSET_NOT_FOUND', message: 'The clip is gone.', details: { pointer: '/clips/0/url' } };
    await one.services.compositions.fail(id, attempt, error);
    bus.publish({
      type: 'failed',
      seq: terminalSeq(attempt),
      composition_id: id,
      timestamp: new Date().toISOString(),
      status: 'failed',
      progress: { stage: 'downloading', percentage: 3, message: '' },
      error,
    });
    await closed;
    expect(frames.at(-1)).toEqual({ type: 'error', data: expect.objectContaining({ status: 'failed', ...error }) });
  });

  it('tells a WebSocket of a cancel', async () => {
    const id = await create();
    const { frames, closed } = openSocket(two, id);
    await until(() => frames.length === 1);
    await call(one, 'DELETE', `/api/v1/compositions/${id}`);
    await closed;
    expect(frames.at(-1)).toEqual({
      type: 'error',
      data: expect.objectContaining({ status: 'cancelled', code: 'CANCELLED' }),
    });
  });

  it('tells a WebSocket what is not there', async () => {
    const { frames, closed } = openSocket(one, 'comp_00000000000000000000000000');
    expect(await closed).toBe(4404);
    expect(frames).toEqual([{ type: 'error', data: expect.objectContaining({ code: 'COMPOSITION_NOT_FOUND' }) }]);
  });

  it('refuses WebSockets elsewhere', async () => {
    const socket = new WebSocket(`${one.url.replace('http', 'ws')}/ws/else`);
    const error = await new Promise<Error>((resolve) => socket.on('error', resolve));
    expect(error.message).toContain('404');
  });

  describe('by socket.io', () => {
    const connect = (api: TestApi, transports: string[]): Socket =>
      io(`${api.url}/compositions`, { transports, forceNew: true });

    it.each([['websocket'], ['polling']])('acknowledges with the state and sends events (%s)', async (transport) => {
      const id = await create();
      const socket = connect(two, [transport]);
      const heard: { name: string; percentage: number }[] = [];
      for (const name of ['status', 'progress', 'completed', 'failed', 'cancelled']) {
        socket.on(name, (message: { progress: Progress }) =>
          heard.push({ name, percentage: message.progress.percentage }),
        );
      }
      try {
        const ack: unknown = await socket.emitWithAck('subscribe', { composition_id: id });
        expect(ack).toMatchObject({
          composition_id: id,
          status: 'queued',
          seq: 0,
          progress: { percentage: 0 },
          error: null,
        });
        const attempt = await claim(one, id);
        bus.publish(progress(attempt, 1, id, 'encoding', 50));
        await until(() => heard.length === 1);
        await complete(one, id, 'video', attempt);
        await until(() => heard.length === 2);
        expect(heard).toEqual([
          { name: 'status', percentage: 50 },
          { name: 'completed', percentage: 100 },
        ]);
        const again: unknown = await socket.emitWithAck('subscribe', { composition_id: id });
        expect(again).toMatchObject({ status: 'completed', seq: terminalSeq(attempt) });
      } finally {
        socket.disconnect();
      }
    });

    it.each([
      [{ composition_id: 'comp_00000000000000000000000000' }, 'COMPOSITION_NOT_FOUND'],
      [{}, 'VALIDATION_FAILED'],
      ['comp', 'VALIDATION_FAILED'],
    ])('answers %j with an error', async (message, code) => {
      const socket = connect(one, ['websocket']);
      try {
        expect(await socket.emitWithAck('subscribe', message)).toEqual({
          error: { code, message: expect.any(String) },
        });
      } finally {
        socket.disconnect();
      }
    });
  });

  describe('by server-sent events', () => {
    const listen = async (api: TestApi, id: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${api.url}/api/v1/compositions/${id}/events`, { headers });
    const parse = (text: string): { id: number; event: string }[] =>
      [...text.matchAll(/id: (\d+)\nevent: (\w+)\ndata: \{.*\}\n\n/g)].map(([, id, event]) => ({
        id: Number(id),
        event: String(event),
      }));

    it('sends events with ids and ends with the last', async () => {
      const id = await create();
      const response = await listen(two, id);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'text/event-stream; charset=utf-8',
      ]);
      const attempt = await claim(one, id);
      bus.publish(progress(attempt, 1, id, 'encoding', 50));
      bus.publish(progress(attempt, 2, id, 'encoding', 60));
      await until(() => two.services.progress.snapshot(id).then((event) => event?.seq === attempt * 1_000_000 + 2));
      await complete(one, id, 'video', attempt);
      expect(parse(await response.text())).toEqual([
        { id: 0, event: 'status' },
        { id: 1_000_001, event: 'status' },
        { id: 1_000_002, event: 'progress' },
        { id: terminalSeq(attempt), event: 'completed' },
      ]);
    });

    it('goes on after Last-Event-ID, and sends a browser that has seen the end away', async () => {
      const id = await create();
      const attempt = await claim(one, id);
      await complete(one, id, 'video', attempt);
      const missed = await listen(two, id, { 'Last-Event-ID': '1000001' });
      expect(parse(await missed.text())).toEqual([{ id: terminalSeq(attempt), event: 'completed' }]);
      expect((await listen(two, id, { 'Last-Event-ID': String(terminalSeq(attempt)) })).status).toBe(204);
    });
  });

  it('misses no end with Redis down', async () => {
    const own = await startBacking();
    const api = await startApi(own);
    try {
      await own.redis.kill9();
      const id = String((await call(api, 'POST', '/api/v1/compositions', { clips: [clip] })).body['composition_id']);
      const { frames, closed } = openSocket(api, id);
      await until(() => frames.length === 1);
      const attempt = await claim(api, id);
      await api.services.compositions.saveProgress(id, attempt, { stage: 'encoding', percentage: 42, message: 'half' });
      await until(() => frames.length === 2);
      await complete(api, id, 'video', attempt);
      await closed;
      expect(frames.map(({ type, data }) => [type, data.progress?.percentage])).toEqual([
        ['status', 0],
        ['status', 42],
        ['completed', 100],
      ]);
    } finally {
      await api.stop();
      await own.stop();
    }
  });

  it('serves a thousand clients, and forgets them', async () => {
    const ids = await Promise.all(Array.from({ length: 100 }, create));
    const channels = ids.flatMap((id) => Array.from({ length: 10 }, () => openSocket(two, id)));
    await until(() => channels.every(({ frames }) => frames.length === 1), 20_000);
    await Promise.all(ids.map(async (id) => call(one, 'DELETE', `/api/v1/compositions/${id}`)));
    await Promise.all(channels.map(({ closed }) => closed));
    expect(channels.every(({ frames }) => frames.at(-1)?.type === 'error')).toBe(true);
    await until(() => two.services.progress.size === 0);
  });

  it('ends every stream when the API stops', async () => {
    const api = await startApi(backing);
    const id = await create();
    const { frames, closed } = openSocket(api, id);
    await until(() => frames.length === 1);
    const events = await fetch(`${api.url}/api/v1/compositions/${id}/events`);
    const begun = performance.now();
    await api.stop();
    expect(await closed).toBe(1001);
    expect(await events.text()).toContain('event: status');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
