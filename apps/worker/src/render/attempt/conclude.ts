import { countFailed } from '#lib/observability';
import type { AttemptMetrics, Completion, Composition, RetryResult } from '#lib/persistence';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import { type Outcome, retryDelay } from './outcome.js';
import { persist } from './persist.js';
import { removeResult } from './remove-result.js';

/** Makes a verified, uploaded result the composition's own, unless the attempt no longer counts. */
export async function commit(
  composition: Composition,
  context: RenderContext,
  completion: Completion,
  tools: RenderTools,
): Promise<void> {
  const { compositionId, attempt } = composition;
  const accepted = await persist(
    () => tools.compositions.complete(compositionId, attempt, completion),
    troubled(tools),
  );
  if (!accepted) {
    tools.logger.info({ attempt }, 'The result came too late and is thrown away');
    await removeResult(tools.store, completion.result);
    return;
  }
  context.progress.end();
  await tools.announce.current(compositionId);
  const { seconds } = context.clock;
  tools.logger.info({ attempt, seconds, cpu_seconds: context.cost.cpuSeconds }, 'Render completed');
  measure(seconds, completion.metrics.outputSeconds, tools);
}

/** Writes down what became of an attempt without a result. */
export async function conclude(
  composition: Composition,
  context: RenderContext,
  outcome: Outcome,
  tools: RenderTools,
): Promise<void> {
  context.progress.end();
  if (outcome.kind !== 'abandon') await settle(composition, outcome, spent(context), tools);
}

/** An attempt, as far as its end is concerned. */
export type HeldAttempt = Pick<Composition, 'compositionId' | 'attempt' | 'failures'>;

/** Ends an attempt, also in the name of the others that work on its parts, and tells whoever watches. */
export async function settle(
  held: HeldAttempt,
  outcome: Exclude<Outcome, { kind: 'abandon' }>,
  metrics: AttemptMetrics | null,
  tools: RenderTools,
): Promise<void> {
  const { compositionId, attempt } = held;
  const became = await persist(() => write(held, outcome, metrics, tools), troubled(tools));
  if (outcome.kind !== 'release') count(outcome.error.code, became, tools);
  tools.relay.kick();
  await tools.announce.current(compositionId);
  tools.logger.info({ attempt, outcome: outcome.kind }, 'Render handed back');
}

async function write(
  { compositionId, attempt, failures }: HeldAttempt,
  outcome: Exclude<Outcome, { kind: 'abandon' }>,
  metrics: AttemptMetrics | null,
  { compositions, settings }: RenderTools,
): Promise<RetryResult> {
  switch (outcome.kind) {
    case 'release':
      return (await compositions.release(compositionId, attempt)) ? 'queued' : 'refused';
    case 'retry':
      return compositions.retryLater(compositionId, attempt, outcome.error, {
        delaySeconds: retryDelay(failures),
        maxFailures: settings.maxFailures,
      });
    case 'fail':
      return (await compositions.fail(compositionId, attempt, outcome.error, metrics)) ? 'failed' : 'refused';
  }
}

/** What was refused is not this attempt's to count: somebody else ended the composition, or works on it. */
function count(code: string, became: RetryResult, { metrics }: RenderTools): void {
  if (became === 'failed') countFailed(metrics, code);
  if (became === 'queued') metrics.failures.inc({ code });
}

function measure(seconds: Readonly<Record<string, number>>, outputSeconds: number, { metrics }: RenderTools): void {
  for (const [stage, spent] of Object.entries(seconds)) metrics.stageSeconds.observe({ stage }, spent);
  const encoding = seconds['encode'] ?? 0;
  if (encoding > 0) metrics.encodeSpeed.observe(outputSeconds / encoding);
  metrics.compositions.inc({ status: 'completed' });
}

const spent = (context: RenderContext): AttemptMetrics => ({
  durationSeconds: context.clock.total,
  cpuSeconds: context.cost.cpuSeconds,
  memoryPeakMb: context.cost.memoryPeakMb,
  outputSeconds: 0,
  ffmpegStats: { stages: context.clock.seconds },
});

const troubled =
  (tools: RenderTools) =>
  (error: unknown): void =>
    tools.logger.warn({ err: error }, 'The outcome could not be written; trying again');
