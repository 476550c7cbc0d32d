import { pick } from '../../infra/local/demo/json.js';
import { createMetrics } from '../../libs/observability/src/index.js';
import { JOB_STATES, stateOf } from '../../libs/queue/src/counts.js';
import { jobs } from '../../libs/queue/src/jobs.js';
import { describeWithHelm, find, renderChart } from './support/chart.js';

describeWithHelm('autoscaling of the workers', () => {
  const scaled = async (values: Readonly<Record<string, unknown>> = {}) =>
    find(await renderChart({ 'autoscaling.enabled': true, ...values }), 'ScaledObject', 'film-cutroom-worker');
  const query = async (index: string): Promise<string> =>
    String((await scaled()).at('spec', 'triggers', index, 'metadata', 'query'));
  const words = (text: string, label: string): readonly string[] =>
    new RegExp(`${label}=~"([^"]*)"`).exec(text)?.[1]?.split('|') ?? [];

  it('asks for metrics that the API tells', async () => {
    const none = async () => [];
    const { registry } = createMetrics({ service: 'api', processMetrics: false, queueDepth: none, queueJobs: none });
    const told = registry.getMetricsAsArray().map(({ name }) => name);
    for (const index of ['0', '1']) expect(told).toContain(/cutroom_[a-z_]+/.exec(await query(index))?.[0]);
  });

  it('counts the jobs of every queue in every state but those that only wait for others', async () => {
    const text = await query('0');
    expect([...words(text, 'queue')].sort()).toEqual(
      expect.arrayContaining(Object.values(jobs).map(({ queue }) => queue)),
    );
    const counted = JOB_STATES.filter((state) => state !== 'waiting-children').map(stateOf);
    expect([...words(text, 'state')].sort()).toEqual([...counted].sort());
  });

  it('leaves the number of workers to the autoscaler, and to nobody else', async () => {
    const on = await renderChart({ 'autoscaling.enabled': true });
    expect(find(on, 'Deployment', 'film-cutroom-worker').at('spec', 'replicas')).toBeUndefined();
    const off = await renderChart();
    expect(find(off, 'Deployment', 'film-cutroom-worker').at('spec', 'replicas')).toBe(2);
    expect(off.some(({ kind }) => kind === 'ScaledObject')).toBe(false);
  });

  it('takes the figures of its own release', async () => {
    expect(await query('0')).toContain('namespace="studio"');
    const other = await scaled({ 'autoscaling.prometheus.selector': 'job="cutroom"' });
    expect(pick(other.at('spec', 'triggers'), '1', 'metadata', 'query')).toContain('{job="cutroom"');
  });
});
