import { type CompositionRequest, toTimeline } from '#lib/composition-request';
import type { ForecastAnswer, JobPayloads } from '#lib/contracts';
import { runWithContext } from '#lib/observability';
import type { AnswerBox, QueuedJob } from '#lib/queue';
import { findCuts } from '../render/cuts/find-cuts.js';
import { partsOf } from '../render/parts/parts-of.js';
import { prepare } from '../render/prepare.js';
import type { RenderTools } from '../render/tools.js';
import { allOrReport, problemsIn } from './all-or-report.js';
import { forecastContext } from './context.js';
import { decodeFirstFrames } from './first-frames.js';

type Question = JobPayloads['forecast'];

/** Says what a render would do: does all of it up to the plan, by the same code, and encodes nothing. */
export class ForecastProcessor {
  constructor(
    private readonly answers: Pick<AnswerBox, 'put'>,
    private readonly tools: RenderTools,
  ) {}

  readonly process = ({ data }: QueuedJob<'forecast'>, _token: string, signal: AbortSignal): Promise<void> =>
    runWithContext({ requestId: data.requestId }, async () => {
      const left = data.until - Date.now();
      if (left <= 0) return;
      const answer = await this.#foresee(data, AbortSignal.any([signal, AbortSignal.timeout(left)]));
      await this.answers.put(data.forecastId, answer);
    });

  async #foresee({ forecastId, request, firstFrames }: Question, signal: AbortSignal): Promise<ForecastAnswer> {
    const { tools } = this;
    // The door checked it before it asked.
    const timeline = toTimeline(request as CompositionRequest);
    const context = forecastContext(forecastId, timeline, signal, tools);
    try {
      await context.workspace.open();
      const job = await prepare(context, tools, allOrReport);
      if (firstFrames === true) await decodeFirstFrames(context, tools, job, allOrReport);
      const { plan } = job;
      const whole = {
        kind: 'plan',
        frames: plan.frames,
        duration: (plan.frames * plan.fps.den) / plan.fps.num,
      } as const;
      const cuts = await findCuts(context, tools, job);
      if (cuts !== null) return { ...whole, segments: cuts.pieces.length, reusable: 0 };
      const { segments } = partsOf(plan, tools.capabilities.ffmpegVersion);
      const existing = await tools.parts.existing(segments.flatMap(({ files }) => files.map(({ key }) => key)));
      return {
        ...whole,
        segments: segments.length,
        reusable: segments.filter(({ files }) => files.every(({ key }) => existing.has(key))).length,
      };
    } catch (error) {
      const errors = problemsIn(error);
      if (errors.length > 0) return { kind: 'refused', errors };
      tools.logger.info({ err: error }, 'A render could not be foreseen');
      return { kind: 'unknown' };
    } finally {
      await context.workspace.close();
    }
  }
}
