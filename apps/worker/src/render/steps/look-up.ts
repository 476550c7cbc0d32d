import type { Part } from '#lib/persistence';
import { type PlannedPart, type PlannedParts, partsOf } from '../parts/parts-of.js';
import type { RenderTools } from '../tools.js';
import type { PlannedJob } from './plan.js';

/** A plan's parts, and which of them exist already. */
export interface KnownParts extends PlannedParts {
  /** Files by their keys. */
  readonly stored: ReadonlyMap<string, Part>;
  /** Those of which at least a file is missing. */
  readonly missing: readonly PlannedPart[];
}

export async function lookUpParts(tools: RenderTools, { plan }: PlannedJob): Promise<KnownParts> {
  const parts = partsOf(plan, tools.capabilities.ffmpegVersion);
  const stored = await tools.parts.find(parts.all.flatMap(({ files }) => files.map(({ key }) => key)));
  return { ...parts, stored, missing: parts.all.filter(({ files }) => !files.every(({ key }) => stored.has(key))) };
}
