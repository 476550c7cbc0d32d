import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCase } from '../case.js';
import { filmRequest, TITLE } from '../film.js';
import { uploadFilm, warmUp } from '../fleet/film-on.js';
import { startFleet } from '../fleet/fleet.js';
import { percentile } from '../measure/statistics.js';
import { atMost, exactly, NO_GOAL, type Row } from '../report/row.js';

const RATE = 100;
const SECONDS = 30;
/** Asked of an API that has just started, whose code runs for the first time. */
const COLD_SECONDS = 1;

interface Answered {
  readonly ms: number;
  readonly status: number;
}

/** Milliseconds from when it was due: a client that is late because the server is slow must not hide it. */
function post(agent: Agent, url: URL, body: string, due: number): Promise<Answered> {
  return new Promise((resolve) => {
    const done = (status: number): void => resolve({ ms: performance.now() - due, status });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
      answer.resume().once('end', () => done(answer.statusCode ?? 0));
    });
    sent.once('error', () => done(0));
    sent.end(body);
  });
}

export const load: BenchCase = {
  name: 'load',
  title: `load: ${RATE} POSTs a second for ${SECONDS} s while a worker is busy`,
  measure: async ({ options }) => {
    const fleet = await startFleet(options);
    const agent = new Agent({ keepAlive: true });
    try {
      await fleet.addWorker();
      const media = await uploadFilm(fleet, options.media);
      await warmUp(fleet, options.media);
      await fleet.post({ ...filmRequest(media, TITLE), priority: 'high' });
      const url = new URL(`${fleet.apiUrl}/api/v1/compositions`);
      const send = async (what: string, seconds: number): Promise<readonly Answered[]> => {
        const answers: Promise<Answered>[] = [];
        const began = performance.now();
        for (let index = 0; index < RATE * seconds; index += 1) {
          const due = began + (index * 1000) / RATE;
          await delay(Math.max(0, due - performance.now()));
          answers.push(post(agent, url, JSON.stringify(filmRequest(media, `${what} ${index}`)), due));
        }
        return Promise.all(answers);
      };
      const row = (what: string, value: number, goal: Row['goal'], unit: Row['unit']): Row => ({
        ...{ case: 'load', what, value, unit, goal, kind: 'target' },
      });
      const [cold, warm] = [await send('Cold', COLD_SECONDS), await send('Film', SECONDS)];
      const times = warm.map(({ ms }) => ms);
      return [
        row('first second after the start, slowest', Math.max(...cold.map(({ ms }) => ms)), NO_GOAL, 'ms'),
        row('POST, median', percentile(times, 0.5), NO_GOAL, 'ms'),
        row('POST, p99', percentile(times, 0.99), atMost(100), 'ms'),
        row('answers other than 202', [...cold, ...warm].filter(({ status }) => status !== 202).length, exactly(0), ''),
      ];
    } finally {
      agent.destroy();
      await fleet.stop();
    }
  },
};
