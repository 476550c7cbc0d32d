import { setTimeout as delay } from 'node:timers/promises';
import { pick } from '../../../infra/local/demo/json.js';
import { encodersOf } from '../../support/processes.js';
import type { BenchCase } from '../case.js';
import { filmRequest, TITLE } from '../film.js';
import { uploadFilm, warmUp } from '../fleet/film-on.js';
import { type Fleet, startFleet } from '../fleet/fleet.js';
import { atMost, NO_GOAL, type Row } from '../report/row.js';

/** Percent at which the only worker is killed. */
const KILL_AT = 60;
const LOOK_MS = 100;

/** Files that encoders of pictures write at the moment: one for each segment in the making. */
const segmentsInTheMaking = (dataDir: string): readonly string[] =>
  encodersOf(dataDir)
    .filter(({ command }) => command.includes('libx264'))
    .map(({ command }) => command.at(-1) ?? '');

/** Watches until the render has come so far. @returns the segments that were begun */
async function begunUntil(fleet: Fleet, id: string): Promise<ReadonlySet<string>> {
  const begun = new Set<string>();
  for (;;) {
    for (const file of segmentsInTheMaking(fleet.dataDir)) begun.add(file);
    const state = await fleet.state(id);
    if (Number(pick(state, 'progress', 'percentage') ?? 0) >= KILL_AT) return begun;
    await delay(LOOK_MS);
  }
}

export const killed: BenchCase = {
  name: 'killed',
  title: `killed: kill -9 of the only worker at ${KILL_AT} % of the film of case A, and another one`,
  measure: async ({ options }) => {
    const fleet = await startFleet(options);
    try {
      const worker = await fleet.addWorker();
      const media = await uploadFilm(fleet, options.media);
      await warmUp(fleet, options.media);
      const id = await fleet.post(filmRequest(media, TITLE));
      const begun = await begunUntil(fleet, id);
      await worker.kill9();
      await fleet.addWorker();
      const { metadata, wallSeconds } = await fleet.completed(id);
      const reused = Number(pick(metadata, 'segments', 'reused'));
      const count = Number(pick(metadata, 'segments', 'count'));
      options.say(`  ${begun.size} of ${count} segments begun when it was killed, ${reused} of them not made again`);
      const row = (what: string, value: number, goal: Row['goal'], unit: Row['unit']): Row => ({
        ...{ case: 'killed', what, value, unit, goal, kind: 'target' },
      });
      return [
        row('segments made twice, a slot', (begun.size - reused) / options.cores, atMost(1), ''),
        row('POST to completed, the wait for the lease included', wallSeconds, NO_GOAL, 's'),
      ];
    } finally {
      await fleet.stop();
    }
  },
};
