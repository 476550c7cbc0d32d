import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { loadAll } from 'js-yaml';
import { findHelm } from '../../../infra/checks/helm.js';
import { pick } from '../../../infra/local/demo/json.js';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..', '..', '..');
export const CHART = join(root, 'infra', 'helm', 'cutroom');

/** Null: `make helm` fetches one; tests that need it are skipped. */
export const helm = findHelm(root);
export const describeWithHelm = helm === null ? describe.skip : describe;

/** A Kubernetes object of the rendered chart. */
export interface Manifest {
  readonly kind: string;
  readonly name: string;
  readonly content: unknown;
  /** What is at a path of keys; undefined where it ends early. */
  at(...path: readonly string[]): unknown;
}

const helmOutput = async (args: readonly string[]): Promise<string> =>
  (await run(helm ?? 'helm', [...args], { maxBuffer: 16 * 1024 ** 2 })).stdout;

/** `--set-json` values by their path, e.g. `{ 'autoscaling.enabled': true }`. Rejects with what helm says. */
export async function renderChart(values: Readonly<Record<string, unknown>> = {}): Promise<readonly Manifest[]> {
  const sets = Object.entries(values).flatMap(([path, value]) => ['--set-json', `${path}=${JSON.stringify(value)}`]);
  const text = await helmOutput(['template', 'film', CHART, '--namespace', 'studio', ...sets]);
  return loadAll(text)
    .filter((content) => content !== null && content !== undefined)
    .map((content) => ({
      kind: String(pick(content, 'kind')),
      name: String(pick(content, 'metadata', 'name')),
      content,
      at: (...path) => pick(content, ...path),
    }));
}

export const lintChart = (): Promise<string> => helmOutput(['lint', CHART, '--strict']);

export function find(manifests: readonly Manifest[], kind: string, name: string): Manifest {
  const found = manifests.find((one) => one.kind === kind && one.name === name);
  if (found === undefined) throw new Error(`The chart has no ${kind} ${name}.`);
  return found;
}

/** The one container of a Deployment, Job or Pod. */
export function containerOf(manifest: Manifest): unknown {
  const pod = manifest.kind === 'Pod' ? manifest.at('spec') : manifest.at('spec', 'template', 'spec');
  const containers = pick(pod, 'containers');
  if (!Array.isArray(containers) || containers.length !== 1) throw new Error(`${manifest.name} has not one container.`);
  return containers[0];
}
