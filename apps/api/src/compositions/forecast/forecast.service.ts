import { Inject, Injectable } from '@nestjs/common';
import { CutroomError, type ForecastAnswer, type Problem } from '#lib/contracts';
import { newForecastId } from '#lib/persistence';
import { toSeconds } from '#lib/timeline';
import { SERVICES, type Services } from '../../services.js';
import type { CheckedRequest } from '../check-request.js';
import { RenderEstimate } from '../estimate/render-estimate.js';
import { WORKER_ALIVE_SECONDS } from '../live-transitions.js';
import { RequestChecker } from '../request-checker.js';
import { knownFrames } from './known-frames.js';

/** As long as a client may be kept waiting for a look at sources that no worker has yet. */
const PATIENCE_MS = 10_000;

export interface Forecast {
  readonly valid: boolean;
  readonly errors: readonly Problem[];
  readonly plan: ForecastPlan | null;
}

/** Null: not known now, since no worker looked at the sources in time. */
export interface ForecastPlan {
  readonly duration: number | null;
  readonly frames: number | null;
  readonly segments: number | null;
  readonly reusable: number | null;
  readonly estimated_duration: number;
}

export interface Question {
  readonly request: object;
  readonly requestId: string;
  readonly patienceMs: number;
  /** Whether the first frame of every source is to be decoded, too. */
  readonly firstFrames?: boolean;
}

/** What would become of a request. Stores nothing. */
@Injectable()
export class ForecastService {
  readonly #services: Services;
  readonly #checker: RequestChecker;
  readonly #estimate: RenderEstimate;

  constructor(@Inject(SERVICES) services: Services) {
    this.#services = services;
    this.#checker = new RequestChecker(services);
    this.#estimate = new RenderEstimate(services.jobMetrics, services.config.limits.maxCompositionSeconds);
  }

  async of(body: unknown, requestId: string, signal: AbortSignal): Promise<Forecast> {
    let checked: CheckedRequest;
    try {
      checked = await this.#checker.check(body);
    } catch (error) {
      if (!(error instanceof CutroomError) || error.details.errors === undefined) throw error;
      return refused(error.details.errors);
    }
    const question = { request: this.#checker.stored(checked.request), requestId, patienceMs: PATIENCE_MS };
    const answer = await this.ask(question, signal);
    if (answer?.kind === 'refused') return refused(answer.errors);
    const plan = answer?.kind === 'plan' ? await this.#planned(checked, answer) : await this.#guessed(checked);
    return { valid: true, errors: [], plan };
  }

  /** What a worker says of a checked request; null where none is up, or none answered in time. */
  async ask({ patienceMs, ...asked }: Question, signal: AbortSignal): Promise<ForecastAnswer | null> {
    const { workers, queue, answers, logger } = this.#services;
    if ((await workers.live(WORKER_ALIVE_SECONDS)).length === 0) return null;
    const forecastId = newForecastId();
    const question = { ...asked, forecastId, until: Date.now() + patienceMs };
    try {
      await queue.add('forecast', question, { jobId: `forecast.${forecastId}`, priority: 'high' });
    } catch (err) {
      logger.warn({ err }, 'No worker could be asked for a forecast');
      return null;
    }
    return (await answers.take(forecastId, patienceMs, signal)) as ForecastAnswer | null;
  }

  async #planned(
    { timeline }: CheckedRequest,
    { duration, frames, segments, reusable }: Extract<ForecastAnswer, { kind: 'plan' }>,
  ): Promise<ForecastPlan> {
    const estimate = await this.#estimate.of(timeline, duration, segments === 0 ? 1 : 1 - reusable / segments);
    return { duration, frames, segments, reusable, estimated_duration: estimate };
  }

  async #guessed({ timeline }: CheckedRequest): Promise<ForecastPlan> {
    const { assets, config } = this.#services;
    const limits = { maxSeconds: config.limits.maxCompositionSeconds, transitions: null, fonts: null };
    const frames = await knownFrames(timeline, limits, assets);
    const duration = frames === null ? null : frames / toSeconds(timeline.output.fps);
    const estimate = await this.#estimate.of(timeline, duration ?? undefined);
    return { duration, frames, segments: null, reusable: null, estimated_duration: estimate };
  }
}

const refused = (errors: readonly Problem[]): Forecast => ({ valid: false, errors, plan: null });
