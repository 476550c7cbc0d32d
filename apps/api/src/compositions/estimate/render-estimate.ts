import type { JobMetricsRepository } from '#lib/persistence';
import type { Timeline } from '#lib/timeline';
import { Cached } from '../../cached.js';
import { type CostModel, fitCosts, predict } from './cost-model.js';
import { videoSeconds, workOf } from './work.js';

/** Renders to learn from: the last ones, since machines and versions change. */
const SAMPLE = 200;
const CACHE_MS = 10_000;

/** Predicts the seconds that a worker will need from what past renders needed. Waiting in the queue is no part of it. */
export class RenderEstimate {
  readonly #model: Cached<CostModel>;

  constructor(
    metrics: Pick<JobMetricsRepository, 'recentRenders'>,
    private readonly maxSeconds: number,
  ) {
    this.#model = new Cached(CACHE_MS, async () => fitCosts(await metrics.recentRenders(SAMPLE)));
  }

  /**
   * Seconds, to a tenth.
   * @param seconds of the video, where they are known
   * @param missing share of it that has to be encoded, 0–1
   */
  async of(timeline: Timeline, seconds = videoSeconds(timeline), missing = 1): Promise<number> {
    const work = workOf(timeline, Math.min(this.maxSeconds, seconds));
    return Math.round(predict(await this.#model.get(), work, missing) * 10) / 10;
  }
}
