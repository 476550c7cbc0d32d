import { createHash } from 'node:crypto';
import type { JobPayloads } from '#lib/contracts';
import type { PartMade } from '#lib/persistence';
import { Damage } from '../render/damage.js';
import { makePart } from '../render/make-part.js';
import { type PlannedPart, partPath } from '../render/parts-of.js';
import { RunCost } from '../render/run-cost.js';
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
  if ((await tools.parts.find([part.key])).has(part.key)) return made(part.key, { found: true });
  const { compositionId, attempt } = work.job;
  const name = `${compositionId}.${attempt}.${part.number}`;
  const context = { workspace: workspaceAt(tools.home, name, tools.settings.keepTempFiles), cost: new RunCost() };
  try {
    await context.workspace.open();
    const job = await bringInputs(work.description, part, context.workspace, signal, tools);
    const damage = new Damage(job.mediaPointers);
    const whole = await makePart(context, tools, job, part, { ...work, damage });
    const key = whole ? part.key : keyOfDamaged(work.job, part);
    await tools.parts.keep(key, partPath(context.workspace, part), signal);
    return made(key, { cost: context.cost.soFar, warnings: damage.warnings });
  } finally {
    await context.workspace.close();
  }
}

const made = (key: string, report: Partial<PartReport>): PartMade => ({
  key,
  report: asJson({ cost: new RunCost().soFar, warnings: [], found: false, ...report }),
});

/** Another render of a damaged source shall be told so too, and is if it has to decode it itself: it never finds this. */
const keyOfDamaged = ({ compositionId, attempt }: JobPayloads['part'], { key }: PlannedPart): string =>
  createHash('sha256').update(`damaged ${compositionId} ${attempt} ${key}`).digest('hex');
