import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { serverSentEvents } from '../../infra/local/demo/sse.js';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { PACED } from '../support/paced.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

interface Heard {
  readonly type: string;
  readonly percentage: number;
  readonly stage: string;
  /** Null in the raw WebSocket, whose frames have no number. */
  readonly seq: number | null;
}

interface Message {
  readonly seq: number;
  readonly progress: { readonly percentage: number; readonly stage: string };
}

const heard = (type: string, { seq, progress }: Message): Heard => ({ type, seq, ...progress });
const LAST = ['completed', 'failed', 'cancelled'];

async function throughSse(api: string, id: string): Promise<readonly Heard[]> {
  const answer = await fetch(`${api}/api/v1/compositions/${id}/events`);
  if (answer.body === null) throw new Error('The stream of events has no body.');
  const all: Heard[] = [];
  for await (const event of serverSentEvents(answer.body)) {
    const message = JSON.parse(event.data) as Message;
    expect(Number(event.id)).toBe(message.seq);
    all.push(heard(event.event, message));
  }
  return all;
}

async function throughSocketIo(api: string, id: string): Promise<readonly Heard[]> {
  const socket = io(`${api}/compositions`, { transports: ['websocket'] });
  const all: Heard[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      for (const type of ['status', 'progress', ...LAST]) {
        socket.on(type, (message: Message) => {
          all.push(heard(type, message));
          if (LAST.includes(type)) resolve();
        });
      }
      socket.on('connect_error', reject);
      socket.emit('subscribe', { composition_id: id }, (now: Message) => all.push(heard('acknowledged', now)));
    });
  } finally {
    socket.disconnect();
  }
  return all;
}

async function throughWebSocket(api: string, id: string): Promise<readonly Heard[]> {
  const socket = new WebSocket(`${api.replace('http', 'ws')}/ws/compositions/${id}`);
  const all: Heard[] = [];
  const code = await new Promise<number>((resolve, reject) => {
    socket.on('message', (text) => {
      const { type, data } = JSON.parse(String(text)) as {
        readonly type: string;
        readonly data: Message['progress'] & { readonly progress?: Message['progress'] };
      };
      const { percentage, stage } = data.progress ?? data;
      all.push({ type, seq: null, percentage, stage });
    });
    socket.once('error', reject);
    socket.once('close', resolve);
  });
  expect(code).toBe(1000);
  return all;
}

const WAYS = { sse: throughSse, 'socket.io': throughSocketIo, WebSocket: throughWebSocket };

describe('progress through two API instances', () => {
  let stack: TestStack;
  let id: string;
  const views = new Map<string, readonly Heard[]>();

  beforeAll(async () => {
    stack = await startTestStack({ apis: 2, env: PACED });
    const client = new Client(stack.apiUrl);
    const [url] = await client.uploadAll([plain('green', { seconds: 8 })]);
    id = await client.post({ clips: [{ url, trim_end: 2 }], output: SMALL });
    const watching = stack.apis.flatMap((api) =>
      Object.entries(WAYS).map(async ([name, watch]) => {
        views.set(`${name} of ${api.name}`, await watch(api.url, id));
      }),
    );
    await Promise.all(watching);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  it.each(['api-1', 'api-2'].flatMap((api) => Object.keys(WAYS).map((way) => `${way} of ${api}`)))(
    '%s never falls, rises in order, and ends with completed',
    (name) => {
      const all = views.get(name) ?? [];
      const percentages = all.map(({ percentage }) => percentage);
      expect(percentages.every((value) => Number.isFinite(value) && value >= 0 && value <= 100)).toBe(true);
      expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
      expect(all.at(-1)).toMatchObject({ type: 'completed', percentage: 100 });
      expect(all.filter(({ type }) => LAST.includes(type))).toHaveLength(1);
      // Not only the ends: somebody who watches sees it move while it encodes.
      expect(
        new Set(all.filter(({ stage }) => stage === 'encoding').map((each) => each.percentage)).size,
      ).toBeGreaterThan(2);
      const numbers = all.flatMap(({ seq }) => (seq === null ? [] : [seq]));
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    },
  );

  it('tells a latecomer the end at once, in every view', async () => {
    const [, other] = stack.apis;
    const api = other?.url ?? '';
    expect(await throughSse(api, id)).toEqual([expect.objectContaining({ type: 'completed', percentage: 100 })]);
    expect((await throughWebSocket(api, id)).at(-1)).toMatchObject({ type: 'completed', percentage: 100 });
  });

  it('does not repeat to a client that comes back what it has seen', async () => {
    const [, other] = stack.apis;
    const last = views.get('sse of api-1')?.at(-1)?.seq ?? 0;
    const answer = await fetch(`${other?.url}/api/v1/compositions/${id}/events`, {
      headers: { 'last-event-id': String(last) },
    });
    expect(answer.status).toBe(204);
    await answer.body?.cancel();
  });
});
