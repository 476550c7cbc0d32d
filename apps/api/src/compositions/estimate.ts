import { DEFAULTS, type Resolution } from '#lib/composition-request';
import type { JobMetricsRepository } from '#lib/persistence';
import { type Clip, declaredLength, type Timeline, toSeconds } from '#lib/timeline';
import { Cached } from '../cached.js';

const SAMPLE = 200;
const CACHE_MS = 30_000;
/** Fetch, probe, verify and publish, seconds. */
const OVERHEAD_SECONDS = 1.5;
/** Until a render of that size has been measured: seconds of work for a second of video, x264 medium on two cores. */
const FIRST_COST: Readonly<Record<Resolution, number>> = { '480p': 0.45, '720p': 0.9, '1080p': 2 };
/** For a clip that runs to the end of its source, whose length nobody has looked at yet. */
const UNKNOWN_CLIP_SECONDS = 5;

/** Predicts processing seconds from what past renders of that resolution cost. */
export class RenderEstimate {
  readonly #costs: Cached<ReadonlyMap<string, number>>;

  constructor(
    metrics: Pick<JobMetricsRepository, 'renderCostByResolution'>,
    private readonly maxSeconds: number,
  ) {
    this.#costs = new Cached(CACHE_MS, () => metrics.renderCostByResolution(SAMPLE));
  }

  /** Seconds, to a tenth. */
  of(timeline: Timeline, resolution?: Resolution): Promise<number> {
    return this.ofSeconds(timelineSeconds(timeline), resolution);
  }

  /** For `seconds` of video that have to be encoded. */
  async ofSeconds(seconds: number, resolution: Resolution = DEFAULTS.output.resolution): Promise<number> {
    const cost = (await this.#costs.get()).get(resolution) ?? FIRST_COST[resolution];
    const spent = OVERHEAD_SECONDS + cost * Math.min(this.maxSeconds, seconds);
    return Math.round(spent * 10) / 10;
  }
}

/** Seconds of video, as far as the request alone tells. */
export const timelineSeconds = ({ clips }: Timeline): number => {
  let end = 0;
  for (const clip of clips) {
    const overlap = clip.transition.kind === 'overlap' && end > 0 ? toSeconds(clip.transition.duration) : 0;
    const start = clip.placement.kind === 'placed' ? toSeconds(clip.placement.start) : Math.max(0, end - overlap);
    end = Math.max(end, start + clipSeconds(clip));
  }
  return end;
};

const clipSeconds = (clip: Clip): number => {
  const length = declaredLength(clip);
  return length === null ? UNKNOWN_CLIP_SECONDS : Math.max(0, toSeconds(length));
};
