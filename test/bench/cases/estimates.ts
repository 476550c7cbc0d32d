import { pick } from '../../../infra/local/demo/json.js';
import { SetupError } from '../../../infra/local/failure.js';
import type { BenchCase } from '../case.js';
import { randomFrom, someFilm } from '../estimates/films.js';
import { type Fleet, startFleet } from '../fleet/fleet.js';
import { median } from '../measure/statistics.js';
import { atLeast, NO_GOAL, type Row } from '../report/row.js';

const WARM_UP = 20;
const MEASURED = 12;
const NEAR = 0.3;

/** What was said over what it took. */
async function ratioOf(fleet: Fleet, body: object): Promise<number> {
  const answer = await fetch(`${fleet.apiUrl}/api/v1/compositions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const created: unknown = await answer.json();
  if (!answer.ok) throw new SetupError(`A film was refused: ${JSON.stringify(created)}`);
  const { workSeconds } = await fleet.completed(String(pick(created, 'composition_id')));
  return Number(pick(created, 'estimated_duration')) / workSeconds;
}

export const estimates: BenchCase = {
  name: 'estimates',
  title: `estimates: ${MEASURED} small films after a warm-up of ${WARM_UP}`,
  measure: async ({ options }) => {
    const fleet = await startFleet(options);
    try {
      await fleet.addWorker();
      const urls = await Promise.all(options.media.clips.map((path) => fleet.upload(path)));
      const random = randomFrom(3);
      const rendered = async (count: number, what: string): Promise<readonly number[]> => {
        const ratios: number[] = [];
        for (let index = 0; index < count; index += 1) ratios.push(await ratioOf(fleet, someFilm(random, urls)));
        options.say(`  ${what}, estimate ÷ time: ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`);
        return ratios;
      };
      await rendered(WARM_UP, 'warm-up');
      const ratios = await rendered(MEASURED, 'measured');
      const near = ratios.filter((ratio) => Math.abs(ratio - 1) <= NEAR).length;
      const row = (what: string, value: number, goal: Row['goal']): Row => ({
        ...{ case: 'estimates', what, value, unit: '', goal, kind: 'target' },
      });
      return [
        row('share of estimates within 30 %', near / ratios.length, atLeast(0.75)),
        row('estimate ÷ time, median', median(ratios), NO_GOAL),
      ];
    } finally {
      await fleet.stop();
    }
  },
};
