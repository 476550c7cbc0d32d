import { createMetrics } from '../src/index.js';

describe('createMetrics', () => {
  it('tells all there is to tell, each process in its own registry', async () => {
    const depth = [{ state: 'queued', priority: 'high', count: 7 }];
    const jobs = [{ queue: 'part', state: 'prioritized', count: 12 }];
    const metrics = createMetrics({ service: 'worker', queueDepth: async () => depth, queueJobs: async () => jobs });
    createMetrics({ service: 'api' });
    metrics.stageSeconds.observe({ stage: 'encoding' }, 3);
    metrics.encodeSpeed.observe(1.8);
    metrics.failures.inc({ code: 'TIMEOUT' });
    metrics.compositions.inc({ status: 'completed' });
    metrics.httpSeconds.observe({ method: 'GET', route: '/health', status: '200' }, 0.004);
    metrics.workerSlots.set(2);
    metrics.workerSlotsBusy.inc();
    const text = await metrics.registry.metrics();
    for (const line of [
      'cutroom_queue_depth{state="queued",priority="high",service="worker"} 7',
      'cutroom_queue_jobs{queue="part",state="prioritized",service="worker"} 12',
      'cutroom_stage_seconds_bucket{le="5",service="worker",stage="encoding"} 1',
      'cutroom_encode_speed_ratio_bucket{le="2",service="worker"} 1',
      'cutroom_failures_total{code="TIMEOUT",service="worker"} 1',
      'cutroom_compositions_total{status="completed",service="worker"} 1',
      'cutroom_http_request_seconds_count{service="worker",method="GET",route="/health",status="200"} 1',
      'cutroom_worker_slots{service="worker"} 2',
      'cutroom_worker_slots_busy{service="worker"} 1',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('forgets states that are gone, and answers without the depth when it cannot be had', async () => {
    const answers = [
      async () => [{ state: 'queued', priority: 'low', count: 1 }],
      async () => [],
      () => Promise.reject(new Error('down')),
    ];
    const metrics = createMetrics({
      service: 'api',
      processMetrics: false,
      queueDepth: () => (answers.shift() ?? (async () => []))(),
    });
    expect(await metrics.registry.metrics()).toContain('cutroom_queue_depth{');
    expect(await metrics.registry.metrics()).not.toContain('cutroom_queue_depth{');
    expect(await metrics.registry.metrics()).toContain('# TYPE cutroom_queue_depth gauge');
  });
});
