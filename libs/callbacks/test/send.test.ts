import { Webhook } from 'standardwebhooks';
import { type Receiver, startReceiver } from '../../../test/support/receiver.js';
import { type CallbackSenderOptions, createSender, parseSecret } from '../src/index.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OLD_SECRET = 'whsec_plJ3nmyCDGBKInavdOK15jsl8nCwZ+CxEZtZ3nLBqXs=';
const BODY = JSON.stringify({ composition_id: 'comp_1', title: 'नमस्ते 🎬' });

const keyOf = (secret: string): Buffer => {
  const key = parseSecret(secret);
  if (key === null) throw new Error('no secret');
  return key;
};

describe('sending a callback', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const sender = (options: Partial<CallbackSenderOptions> = {}) =>
    createSender({
      rules: { publicHosts: ['*'], ownHosts: ['127.0.0.1', 'orders.internal'] },
      keys: [keyOf(SECRET)],
      timeoutMs: 5_000,
      ...options,
    });
  const message = (path = '/hook', host = receiver.url) => ({ webhookId: 'msg_1', url: `${host}${path}`, body: BODY });
  const headersOf = (place = 0) => receiver.received[place]?.headers as Record<string, string>;

  it('is signed so that standardwebhooks verifies it, and only as it was sent', async () => {
    const attempt = await sender()(message('/hook?for=anna'));
    expect(attempt).toEqual({ at: expect.any(String), status: 204, error: null, duration_ms: expect.any(Number) });
    const [{ path, body } = { path: '', body: '' }] = receiver.received;
    expect(path).toBe('/hook?for=anna');
    expect(new Webhook(SECRET).verify(body, headersOf())).toEqual(JSON.parse(BODY));
    expect(headersOf()).toMatchObject({ 'webhook-id': 'msg_1', 'content-type': 'application/json' });
    expect(() => new Webhook(SECRET).verify(body.replace('comp_1', 'comp_2'), headersOf())).toThrow('signature');
    expect(() => new Webhook(OLD_SECRET).verify(body, headersOf())).toThrow('signature');
  });

  it('is signed by every secret while they change', async () => {
    await sender({ keys: [keyOf(SECRET), keyOf(OLD_SECRET)] })(message());
    for (const secret of [SECRET, OLD_SECRET]) {
      expect(new Webhook(secret).verify(receiver.received[0]?.body ?? '', headersOf())).toEqual(JSON.parse(BODY));
    }
  });

  it.each([301, 302, 303, 307, 308])('a redirect by %i is a failure and never followed', async (status) => {
    receiver.answer((response) => response.writeHead(status, { location: `${receiver.url}/elsewhere` }).end());
    expect(await sender()(message())).toMatchObject({ status, error: 'redirects are not followed' });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('a receiver that hangs costs no more than its time', async () => {
    receiver.answer(() => {});
    const attempt = await sender({ timeoutMs: 200 })(message());
    expect(attempt).toMatchObject({ status: null, error: 'no answer within 0.2 s' });
    expect(attempt.duration_ms).toBeLessThan(2_000);
  });

  it('an answer that never ends is cut off; its status counts', async () => {
    let sent = 0;
    receiver.answer((response) => {
      response.writeHead(200);
      const write = (): void => {
        if (response.destroyed) return;
        sent += 16_384;
        response.write(Buffer.alloc(16_384), write);
      };
      write();
    });
    expect(await sender()(message())).toMatchObject({ status: 200, error: null });
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('says what went wrong without an address or a token', async () => {
    const { url } = receiver;
    await receiver.close();
    const attempt = await sender()(message('/hook?token=hunter2', url));
    expect(attempt).toMatchObject({ status: null, error: 'the connection failed (ECONNREFUSED)' });
  });

  describe('to a name', () => {
    const named = (addresses: readonly string[]) =>
      sender({
        resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        timeoutMs: 1_000,
      });
    const port = () => new URL(receiver.url).port;

    it('that is public but leads inside, nothing is sent', async () => {
      for (const addresses of [['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['169.254.169.254'], ['::ffff:127.0.0.1']]) {
        const attempt = await named(addresses)(message('/', 'https://rebound.example.com'));
        expect(attempt).toMatchObject({ status: null, error: 'the host is not on the public internet' });
      }
      expect(receiver.received).toEqual([]);
    });

    it('of the operator, its private address is contacted, a metadata service never', async () => {
      const url = `http://orders.internal:${port()}`;
      expect(await named(['127.0.0.1'])(message('/', url))).toMatchObject({ status: 204 });
      expect(await named(['169.254.169.254'])(message('/', url))).toMatchObject({
        error: 'the host is not on the public internet',
      });
      expect(receiver.received).toHaveLength(1);
    });

    it('that is allowed no more is not contacted', async () => {
      const strict = sender({ rules: { publicHosts: [], ownHosts: [] } });
      expect((await strict(message())).error).toContain('the URL must');
      expect(receiver.received).toEqual([]);
    });

    it('that nobody knows, or whose resolver hangs, the try ends', async () => {
      expect(await named([])(message('/', 'https://nobody.example.com'))).toMatchObject({
        error: 'the host could not be resolved',
      });
      const hanging = sender({ resolve: () => new Promise(() => {}), timeoutMs: 100 });
      expect(await hanging(message('/', 'https://slow.example.com'))).toMatchObject({
        error: 'no answer within 0.1 s',
      });
    });
  });
});
