import type { RenderPlan } from '#lib/render-plan';
import type { RenderContext } from '../context.js';
import type { RenderSettings, RenderTools } from '../tools.js';

type Limits = Pick<RenderSettings, 'jobTimeoutSeconds' | 'maxCompositionSeconds'>;

/** Seconds besides JOB_TIMEOUT for a film that is longer than any composition may be, as doors make them: in proportion. */
export const extraSeconds = (
  { frames, fps }: Pick<RenderPlan, 'frames' | 'fps'>,
  { jobTimeoutSeconds, maxCompositionSeconds }: Limits,
): number => {
  const seconds = (frames * fps.den) / fps.num;
  return jobTimeoutSeconds * Math.max(0, seconds / maxCompositionSeconds - 1);
};

/** Only now it is known how long the film is. */
export async function allowTime(
  { compositionId, attempt }: Pick<RenderContext, 'compositionId' | 'attempt'>,
  { compositions, leases, settings }: Pick<RenderTools, 'compositions' | 'leases' | 'settings'>,
  plan: Pick<RenderPlan, 'frames' | 'fps'>,
): Promise<void> {
  const extra = extraSeconds(plan, settings);
  if (extra === 0) return;
  leases.extend(compositionId, extra);
  await compositions.extendDeadline(compositionId, attempt, extra);
}
