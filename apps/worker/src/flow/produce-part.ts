import type { JobPayloads } from '#lib/contracts';
import type { PartMade } from '#lib/persistence';
import { RunCost } from '../render/accounts/run-cost.js';
import { Damage } from '../render/parts/damage.js';
import { makePart } from '../render/parts/make-part.js';
import { damagedKey, type PlannedPart, partPath } from '../render/parts/parts-of.js';
import type { RenderTools } from '../render/tools.js';
import { workspaceAt } from '../workspace/workspace.js';
import { bringInputs } from './bring-inputs.js';
import { asJson, type FlowDescription, type PartReport } from './description.js';

export interface PartWork {
  readonly job: JobPayloads['part'];
  readonly description: FlowDescription;
  readonly part: PlannedPart;
  readonly signal: AbortSignal;
  readonly onFrames: (done: number) => void;
}

/** Makes a part and stores it, or finds that it exists. Throws whatever stands in the way. */
export async function producePart(work: PartWork, tools: RenderTools): Promise<PartMade> {
  const { part, signal } = work;
  const stored = await tools.parts.find(part.files.map(({ key }) => key));
  const missing = part.files.filter(({ key }) => !stored.has(key));
  if (missing.length === 0) return made(part.key, { found: true });
  const { compositionId, attempt } = work.job;
  const name = `${compositionId}.${attempt}.${part.number}`;
  const context = { workspace: workspaceAt(tools.home, name, tools.settings.keepTempFiles), cost: new RunCost() };
  try {
    await context.workspace.open();
    const job = await bringInputs(work.description, part, context.workspace, signal, tools);
    const damage = new Damage(job.mediaPointers);
    // What a damaged source gives is under names of this attempt's own, so no file of another is found beside it.
    let whole = await makePart(context, tools, job, part, { ...work, damage }, missing);
    if (!whole && missing.length < part.files.length)
      whole = await makePart(context, tools, job, part, { ...work, damage });
    const nameOf = (key: string): string => (whole ? key : damagedKey(compositionId, attempt, key));
    for (const file of whole ? missing : part.files)
      await tools.parts.keep(nameOf(file.key), partPath(context.workspace, part, file), signal);
    return made(nameOf(part.key), { cost: context.cost.soFar, warnings: damage.warnings });
  } finally {
    await context.workspace.close();
  }
}

const made = (key: string, report: Partial<PartReport>): PartMade => ({
  key,
  report: asJson({ cost: new RunCost().soFar, warnings: [], found: false, ...report }),
});
