import { garbage, plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { leftovers, NOTHING, storedResults } from '../support/leftovers.js';
import { countedBy } from '../support/metrics.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const MANY = 25;

describe('many compositions at once, on two workers', () => {
  let stack: TestStack;
  let client: Client;
  let good: string | undefined;
  let poison: string | undefined;
  beforeAll(async () => {
    stack = await startTestStack({ workers: 2 });
    client = new Client(stack.apiUrl);
    [good, poison] = await client.uploadAll([plain('green', { seconds: 1, rate: '10' }), garbage()]);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  const output = { ...SMALL, fps: 10 };
  const short = () => ({ clips: [{ url: good, trim_end: 0.5 }], output });

  it('50 parallel POSTs with one Idempotency-Key make one composition', async () => {
    const headers = { 'idempotency-key': 'the-same-for-all' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => client.request('POST', '/api/v1/compositions', short(), headers)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const [{ body } = { body: null }] = answers;
    for (const answer of answers) expect(answer.body).toEqual(body);
    await client.completed((body as { readonly composition_id: string }).composition_id);
    const listed = await client.request('GET', '/api/v1/compositions?limit=100');
    expect((listed.body as { readonly items: readonly unknown[] }).items).toHaveLength(1);
    const other = await client.request('POST', '/api/v1/compositions', { ...short(), user_id: 'else' }, headers);
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ error: { code: 'IDEMPOTENCY_CONFLICT' } });
  });

  it(`${MANY} compositions posted at once all complete; a poison clip among them fails with its reason and its place`, async () => {
    const before = (await storedResults(stack)).length;
    const poisoned = { clips: [{ url: good, trim_end: 0.5 }, { url: poison }], output };
    const missing = { clips: [{ url: 's3://cutroom/assets/never/was.mp4' }], output };
    const all = await Promise.all([
      ...Array.from({ length: MANY }, () => client.post(short())),
      client.post(poisoned),
      client.post(missing),
    ]);
    const states = await Promise.all(all.map((id) => client.ended(id, 90_000)));
    expect(states.slice(0, MANY).map(({ status }) => status)).toEqual(Array.from({ length: MANY }, () => 'completed'));
    const [bad, lost] = states.slice(MANY);
    expect(bad).toMatchObject({
      status: 'failed',
      output_url: null,
      error: { code: 'INVALID_CLIP_FORMAT', details: { errors: [{ pointer: '/clips/1/url' }] } },
    });
    expect(lost).toMatchObject({
      status: 'failed',
      error: { code: 'ASSET_NOT_FOUND', details: { errors: [{ pointer: '/clips/0/url' }] } },
    });
    expect(await storedResults(stack)).toHaveLength(before + MANY);
    const sum = await countedBy(stack.workers);
    expect(sum('cutroom_compositions_total{status="failed"')).toBe(2);
    expect(sum('cutroom_compositions_total{status="completed"')).toBe(MANY + 1);
    expect(sum('cutroom_failures_total{code="INVALID_CLIP_FORMAT"')).toBe(1);
    expect(sum('cutroom_failures_total{code="ASSET_NOT_FOUND"')).toBe(1);
    expect(await leftovers(stack, 2)).toEqual(NOTHING);
  }, 120_000);
});
