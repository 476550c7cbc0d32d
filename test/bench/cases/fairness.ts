import { setTimeout as delay } from 'node:timers/promises';
import { pick } from '../../../infra/local/demo/json.js';
import type { BenchCase } from '../case.js';
import { warmUp } from '../fleet/film-on.js';
import { type Fleet, startFleet } from '../fleet/fleet.js';
import { median } from '../measure/statistics.js';
import { exactly, NO_GOAL, type Row } from '../report/row.js';

const SMALL_ONES = 5;
/** Seconds of source a clip uses; 36 of them are the long film, two are a short one. */
const CLIP_SECONDS = 5;
const LONG_CLIPS = 36;

/** `variant` moves the trims by a few milliseconds, so that no two films share segments. */
const film = (urls: readonly string[], clips: number, variant: number): object => ({
  clips: Array.from({ length: clips }, (_, index) => {
    const start = 0.001 * (variant * 40 + Math.floor(index / urls.length));
    return { url: urls[index % urls.length], trim_start: start, trim_end: start + CLIP_SECONDS, mute: true };
  }),
  output: { resolution: '480p', preset: 'veryfast' },
});

const smallOnes = async (fleet: Fleet, urls: readonly string[], variant: number) => {
  const bodies = Array.from({ length: SMALL_ONES }, (_, index) => film(urls, 2, variant + index));
  const ids = await Promise.all(bodies.map((body) => fleet.post(body)));
  return Promise.all(ids.map((id) => fleet.completed(id)));
};

async function working(fleet: Fleet, id: string): Promise<void> {
  while (Number(pick(await fleet.state(id), 'progress', 'percentage') ?? 0) < 16) await delay(100);
}

export const fairness: BenchCase = {
  name: 'fairness',
  title: `fairness: ${SMALL_ONES} films of 10 s after one of 180 s, on two workers`,
  measure: async ({ options }) => {
    const fleet = await startFleet(options);
    try {
      await Promise.all([0, 1].map((worker) => fleet.addWorker({ core: worker % options.cores })));
      const urls = await Promise.all(options.media.clips.map((path) => fleet.upload(path)));
      await warmUp(fleet, options.media, 2);
      const alone = await smallOnes(fleet, urls, 1);
      const bigOne = await fleet.post(film(urls, LONG_CLIPS, 0));
      await working(fleet, bigOne);
      const beside = await smallOnes(fleet, urls, 11);
      const long = pick(await fleet.state(bigOne), 'status') === 'processing';
      const { wallSeconds } = await fleet.completed(bigOne);
      const walls = (all: typeof alone): readonly number[] => all.map((one) => one.wallSeconds);
      const row = (what: string, value: number, goal: Row['goal'], unit: Row['unit']): Row => ({
        ...{ case: 'fairness', what, value, unit, goal, kind: 'target' },
      });
      return [
        row('short ones that were done before the long one', long ? SMALL_ONES : 0, exactly(SMALL_ONES), ''),
        row('short ones by themselves, the last', Math.max(...walls(alone)), NO_GOAL, 's'),
        row('short ones after the long one, the last', Math.max(...walls(beside)), NO_GOAL, 's'),
        row('after ÷ by themselves, median', median(walls(beside)) / median(walls(alone)), NO_GOAL, 'ratio'),
        row('the long one', wallSeconds, NO_GOAL, 's'),
      ];
    } finally {
      await fleet.stop();
    }
  },
};
