import type { JobPayloads } from '#lib/contracts';
import { HandBack } from '#lib/queue';
import { settle } from '../render/attempt/conclude.js';
import type { RenderTools } from '../render/tools.js';
import type { FlowDescription } from './description.js';

export interface OpenedFlow {
  readonly description: FlowDescription;
  readonly failures: number;
}

type FlowJob = Pick<JobPayloads['part'], 'compositionId' | 'attempt'>;

/** Seconds without a sign of life after which a worker is not counted on. */
const WORKER_ALIVE = 15;
/** Milliseconds before a job is offered again that could not be done here or now. */
const ANOTHER_TIME = 1_000;

/**
 * The flow that a job belongs to; null where nobody waits for it any more. Throws `HandBack` where another worker has to
 * do it, or Postgres cannot say.
 */
export async function openFlow({ compositionId, attempt }: FlowJob, tools: RenderTools): Promise<OpenedFlow | null> {
  const { flows, descriptions, capabilities } = tools;
  const open = await flows.open(compositionId, attempt).catch(later(tools));
  if (open === null) return null;
  const description = await descriptions.of(compositionId, attempt).catch(later(tools));
  if (description === null) return null;
  if (description.encoder !== capabilities.ffmpegVersion) {
    if (await somebodyHas(description.encoder, tools)) throw new HandBack(ANOTHER_TIME);
    await planAgain({ compositionId, attempt, failures: open.failures }, tools);
    return null;
  }
  return { description, failures: open.failures };
}

/** A plan that no living worker can follow is given up; nobody has failed. */
export async function planAgain(held: Parameters<typeof settle>[0], tools: RenderTools): Promise<void> {
  tools.logger.warn({ attempt: held.attempt }, 'The parts of this plan cannot be made here; it is planned again');
  await settle(held, { kind: 'release' }, null, tools);
}

const later =
  ({ logger }: RenderTools) =>
  (error: unknown): never => {
    logger.warn({ err: error }, 'Postgres cannot say whether a part is wanted; it is handed back');
    throw new HandBack(ANOTHER_TIME);
  };

async function somebodyHas(encoder: string, { workers }: RenderTools): Promise<boolean> {
  const live = await workers.live(WORKER_ALIVE);
  return live.some(({ capabilities }) => capabilities.ffmpegVersion === encoder);
}
