import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { io } from 'socket.io-client';
import type { ProjectExport } from '#lib/persistence';
import type { AssemblyService } from '../../src/assembly/assembly.service.js';
import { sendJobEvents } from '../../src/assembly/job-events.js';
import { QueueGate } from '../../src/compositions/queue-gate.js';
import { EventStream } from '../../src/progress/event-stream.js';
import { ProgressHub } from '../../src/progress/hub.js';
import { RenderDesk } from '../../src/renders/render-desk.js';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { compositionsOf } from '../support/compositions.js';
import { complete } from '../support/work.js';

describe('whoever watches', () => {
  let backing: Backing;
  let api: TestApi;
  let hub: ProgressHub;
  const { create } = compositionsOf(() => api);

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing);
    hub = new ProgressHub(api.services);
  });
  afterAll(async () => {
    hub.close();
    await api.stop();
    await backing.stop();
  });

  const responseTo = (socket: Socket): ServerResponse => new ServerResponse(new IncomingMessage(socket));

  it.each([
    ['was nobody any more', null, AbortSignal.abort()],
    ['comes after the end', 'completed', new AbortController().signal],
  ])('a door that %s leaves nothing behind', async (_, end, signal) => {
    const id = await create();
    await complete(api, id, 'video');
    const desk = new RenderDesk(api.services, hub, new QueueGate(api.services));
    // Whoever is gone is told nothing, though the end is known.
    expect(await desk.ended(id, signal)).toBe(end);
    expect(hub.size).toBe(0);
  });

  it('a client of a job that left before its events began leaves nothing behind', async () => {
    const id = await create();
    const response = responseTo(new Socket());
    const jobs = {
      find: async () => {
        response.destroy();
        return { owed: { request: {} } as ProjectExport };
      },
    } as unknown as AssemblyService;
    await sendJobEvents(id, { hub, jobs, response });
    expect(hub.size).toBe(0);
  });

  it('a client that does not read its events is not written to for ever', () => {
    const response = responseTo(new Socket());
    const stream = new EventStream(response);
    let left = 0;
    stream.open();
    stream.hold(hub, () => {
      left += 1;
    });
    for (let n = 0; n < 5; n += 1) stream.write(`data: ${'x'.repeat(60_000)}\n\n`);
    expect([response.destroyed, stream.over]).toEqual([true, true]);
    response.emit('close');
    expect(left).toBe(1);
  });

  it('a connection that asks for everything at once gets as many as one after the other', async () => {
    const socket = io(`${api.url}/compositions`, { transports: ['websocket'], forceNew: true });
    try {
      const ids = Array.from({ length: 230 }, (_, n) => `comp_${String(n).padStart(26, '0')}`);
      const acks = (await Promise.all(
        ids.map((composition_id) => socket.emitWithAck('subscribe', { composition_id })),
      )) as readonly { readonly error: { readonly code: string } }[];
      const refused = acks.filter(({ error }) => error.code === 'RATE_LIMITED');
      expect(refused.length).toBeGreaterThan(0);
      expect(acks[0]?.error.code).toBe('COMPOSITION_NOT_FOUND');
    } finally {
      socket.disconnect();
    }
  });
});
