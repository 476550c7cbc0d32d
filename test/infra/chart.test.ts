import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { API_STOP_BOUND_MS } from '../../apps/api/src/shut-down.js';
import { pick } from '../../infra/local/demo/json.js';
import { loadConfig } from '../../libs/config/src/load.js';
import { containerOf, describeWithHelm, find, lintChart, type Manifest, renderChart } from './support/chart.js';
import { SECRETS, SETTINGS } from './support/settings.js';

const COMPONENTS = ['api', 'worker'] as const;
const nameOf = (component: string): string => `film-cutroom-${component}`;
const deployment = (manifests: readonly Manifest[], component: string): Manifest =>
  find(manifests, 'Deployment', nameOf(component));
const configOf = (manifests: readonly Manifest[], component: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(find(manifests, 'ConfigMap', nameOf(component)).at('data') ?? {}).map(([name, text]) => [
      name,
      String(text),
    ]),
  );
const variables = (container: unknown): readonly string[] => {
  const env = pick(container, 'env');
  return Array.isArray(env) ? env.map((one) => String(pick(one, 'name'))) : [];
};

describeWithHelm('the chart', () => {
  let manifests: readonly Manifest[];
  beforeAll(async () => {
    manifests = await renderChart();
  });

  it('passes helm lint', async () => {
    expect(await lintChart()).toContain('0 chart(s) failed');
  });

  it.each(COMPONENTS)('gives the %s settings that exist, and that the program itself accepts', (component) => {
    const config = configOf(manifests, component);
    const secrets = variables(containerOf(deployment(manifests, component)));
    for (const name of [...Object.keys(config), ...secrets]) expect(SETTINGS).toContain(name);
    for (const name of Object.keys(config)) expect(SECRETS).not.toContain(name);
    const given = {
      DATABASE_URL: 'postgresql://u:p@db:5432/cutroom',
      REDIS_URL: 'rediss://:p@redis:6379',
      INTERNAL_API_TOKEN: 'sixteen characters',
    };
    expect(Object.keys(given).sort()).toEqual([...secrets].sort());
    const { storage, service, http, queue } = loadConfig({ ...config, ...given }, { cores: 2 });
    expect([service.environment, storage.driver, storage.dataDir]).toEqual(['production', 's3', '/data']);
    expect(component === 'api' ? http.port : queue.workerPort).toBe(
      pick(containerOf(deployment(manifests, component)), 'ports', '0', 'containerPort'),
    );
  });

  it('lets a component’s own 0 win over what both share, and writes large numbers out', async () => {
    const values = {
      'config.SEGMENT_TTL': 604800,
      'worker.config.SEGMENT_TTL': 0,
      'config.MAX_SOURCE_BYTES': 4294967296,
    };
    const changed = await renderChart(values);
    expect(configOf(changed, 'api')).toMatchObject({ SEGMENT_TTL: '604800', MAX_SOURCE_BYTES: '4294967296' });
    expect(configOf(changed, 'worker')).toMatchObject({ SEGMENT_TTL: '0' });
  });

  it.each([
    [{ 'config.DATABASE_URL': 'postgresql://u:p@h/d' }, 'DATABASE_URL'],
    [{ 'config.LOGLEVEL': 'info' }, 'LOGLEVEL'],
    [{ 'worker.sandbox.level': 'some' }, 'level'],
    [{ 'worker.config.WORKER_PORT': 1 }, 'WORKER_PORT'],
  ])('refuses %j', async (values, named) => {
    await expect(renderChart(values)).rejects.toThrow(named);
  });

  it.each([
    [
      'api',
      'apps/api/src/health/health.controller.ts',
      /@Controller\('health'\)[\s\S]*@Get\('live'\)[\s\S]*@Get\('ready'\)/,
    ],
    ['worker', 'apps/worker/src/health/health.module.ts', /@Get\('health\/live'\)[\s\S]*'health\/ready'/],
  ])('asks the %s at paths that it has', async (component, file, routes) => {
    expect(await readFile(resolve(import.meta.dirname, '..', '..', file), 'utf8')).toMatch(routes);
    const container = containerOf(deployment(manifests, component));
    const path = (probe: string): unknown => pick(container, probe, 'httpGet', 'path');
    expect(['startupProbe', 'livenessProbe', 'readinessProbe'].map(path)).toEqual([
      '/health/live',
      '/health/live',
      '/health/ready',
    ]);
  });

  it('gives both time to end by themselves', async () => {
    const grace = (all: readonly Manifest[], component: string): number =>
      Number(deployment(all, component).at('spec', 'template', 'spec', 'terminationGracePeriodSeconds'));
    const sleep = Number(
      pick(containerOf(deployment(manifests, 'api')), 'lifecycle', 'preStop', 'exec', 'command', '1'),
    );
    expect(grace(manifests, 'api')).toBeGreaterThan(sleep + API_STOP_BOUND_MS / 1000);
    expect(grace(manifests, 'worker')).toBe(60);
    expect(grace(await renderChart({ 'config.DRAIN_SECONDS': 300 }), 'worker')).toBe(330);
    expect(grace(await renderChart({ 'worker.config.DRAIN_SECONDS': 7.5 }), 'worker')).toBe(38);
  });

  it('leaves the worker memory for every encoder that its cores allow', () => {
    const limits = pick(containerOf(deployment(manifests, 'worker')), 'resources', 'limits');
    const gibibytes = Number(/^(\d+)Gi$/.exec(String(pick(limits, 'memory')))?.[1]);
    const encoders = Number(pick(limits, 'cpu'));
    expect((encoders * Number(configOf(manifests, 'worker')['FFMPEG_MEMORY_MB'])) / 1024 + 1).toBeLessThanOrEqual(
      gibibytes,
    );
  });

  it('starts only what it names, and nothing as root, with a capability, or with a token for Kubernetes', async () => {
    const all = await renderChart({ 'worker.sandbox.level': 'full' });
    const pods = all.filter(({ kind }) => ['Deployment', 'Job', 'Pod'].includes(kind));
    expect(pods.map(({ name }) => name).sort()).toEqual(['api', 'migrate', 'ready', 'worker'].map(nameOf));
    for (const pod of pods) {
      for (const word of Object.values(pick(containerOf(pod), 'command') ?? [])) expect(typeof word).toBe('string');
      const spec = pod.kind === 'Pod' ? pod.at('spec') : pod.at('spec', 'template', 'spec');
      expect(spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
      expect(pick(containerOf(pod), 'securityContext')).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it.each([
    ['full', 'Unconfined', false, 'Unmasked'],
    ['network', 'Unconfined', undefined, undefined],
    ['none', 'RuntimeDefault', undefined, undefined],
  ])('opens for the sandbox “%s” what it takes and no more', async (level, seccomp, hostUsers, procMount) => {
    const worker = deployment(await renderChart({ 'worker.sandbox.level': level }), 'worker');
    const pod = worker.at('spec', 'template', 'spec');
    expect(pick(pod, 'securityContext', 'seccompProfile', 'type')).toBe(seccomp);
    expect(pick(pod, 'hostUsers')).toBe(hostUsers);
    expect(pick(containerOf(worker), 'securityContext', 'procMount')).toBe(procMount);
  });

  it('migrates before anything else, with nothing that would not be there yet', () => {
    const job = find(manifests, 'Job', nameOf('migrate'));
    expect(job.at('metadata', 'annotations', 'helm.sh/hook')).toBe('pre-install,pre-upgrade');
    expect(variables(containerOf(job))).toEqual(['DATABASE_URL']);
    expect(pick(containerOf(job), 'envFrom')).toBeUndefined();
    expect(job.at('spec', 'template', 'spec', 'serviceAccountName')).toBeUndefined();
    expect(pick(containerOf(job), 'command', '2')).toBe('dist/infra/local/migrate-command.js');
  });

  it('gives whoever speaks to PostgreSQL the authorities that it takes', async () => {
    const all = await renderChart({ caConfigMap: 'rds-ca' });
    for (const pod of all.filter(({ kind }) => kind === 'Deployment' || kind === 'Job')) {
      const container = JSON.stringify(containerOf(pod));
      expect(container).toContain('{"name":"NODE_EXTRA_CA_CERTS","value":"/etc/cutroom/ca/ca.pem"}');
      expect(container).toContain('"mountPath":"/etc/cutroom/ca"');
      expect(JSON.stringify(pod.at('spec', 'template', 'spec', 'volumes'))).toContain('rds-ca');
    }
    expect(JSON.stringify(manifests.map(({ content }) => content))).not.toContain('/etc/cutroom/ca');
  });

  it('keeps every pod to the network it needs, and a budget for each deployment', () => {
    const chosen = (kind: string, path: readonly string[]): readonly unknown[] =>
      manifests
        .filter((one) => one.kind === kind)
        .map((one) => one.at(...path, 'matchLabels', 'app.kubernetes.io/component'));
    expect(chosen('NetworkPolicy', ['spec', 'podSelector'])).toEqual(['api', 'worker', 'migrate']);
    expect(chosen('PodDisruptionBudget', ['spec', 'selector'])).toEqual(['api', 'worker']);
    const worker = find(manifests, 'NetworkPolicy', nameOf('worker'));
    expect(worker.at('spec', 'policyTypes')).toEqual(['Ingress', 'Egress']);
    expect(JSON.stringify(worker.at('spec', 'ingress'))).toContain('monitoring');
    expect(JSON.stringify(worker.at('spec', 'egress'))).toContain('169.254.0.0/16');
  });
});
