import type { CompositionEvent } from '#lib/contracts';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { call, clip } from '../support/http.js';
import { until } from '../support/until.js';
import { claim } from '../support/work.js';

describe('what the reconciler of the API ends', () => {
  let backing: Backing;
  let api: TestApi;

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, { RECONCILE_SECONDS: '1' });
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  it('is announced as far as it came, and counted', async () => {
    const { body } = await call(api, 'POST', '/api/v1/compositions', { clips: [clip] });
    const id = String(body['composition_id']);
    const attempt = await claim(api, id);
    const { compositions, progress, database, metrics } = api.services;
    await compositions.saveProgress(id, attempt, { stage: 'encoding', percentage: 60, message: 'Encoding' });
    const heard: CompositionEvent[] = [];
    const subscription = progress.subscribe(id, (event) => heard.push(event));
    await subscription.live;
    await database.query(
      `UPDATE compositions SET deadline_at = now() - interval '1 second' WHERE composition_id = $1`,
      [id],
    );
    await until(() => heard.length > 0);
    subscription.close();
    expect(heard).toEqual([
      expect.objectContaining({
        type: 'failed',
        status: 'failed',
        progress: expect.objectContaining({ stage: 'encoding', percentage: 60 }),
        error: expect.objectContaining({ code: 'TIMEOUT' }),
      }),
    ]);
    const text = await metrics.registry.metrics();
    expect(text).toMatch(/cutroom_failures_total\{[^}]*code="TIMEOUT"[^}]*\} 1/);
    expect(text).toMatch(/cutroom_compositions_total\{[^}]*status="failed"[^}]*\} 1/);
  });
});
