import { costPerMinute, EXAMPLE_PRICES } from './cost.js';
import { curve, knee, type Point, sizes } from './curve.js';
import { DISPATCH, FILM, filmSeconds, filmWork } from './measured.js';
import type { Fleet } from './model.js';
import { DEMANDS, mostPerSecond, sharedBy } from './shared.js';
import { simulate } from './simulate.js';

const SLOTS = 2;
/** Of case A: 183 s, as long as a composition may be. */
const LONG = 6;
/** Films waiting for each worker: enough that the last ones do not count for much. */
const BACKLOG = 20;
const say = (line = ''): void => void process.stdout.write(`${line}\n`);

const fleet = (workers: number, length: number): Fleet => ({
  workers,
  slots: SLOTS,
  dispatch: DISPATCH,
  shared: sharedBy(DEMANDS, filmWork(length).parts.length + 2),
});

function print(title: string, points: readonly Point[], what: (point: Point) => string): void {
  say(title);
  const widest = Math.log10(points.at(-1)?.speedUp ?? 1) || 1;
  for (const point of points) {
    const bar = '█'.repeat(Math.max(1, Math.round((Math.log10(point.speedUp) / widest) * 40)));
    const cells = [
      String(point.workers).padStart(5),
      what(point).padStart(22),
      `${point.speedUp.toFixed(1)}×`.padStart(9),
    ];
    say(`${cells.join('')}${`${Math.round(point.efficiency * 100)} %`.padStart(7)}  ${bar}`);
  }
  const turn = knee(points);
  say(turn === null ? 'No knee: every worker is worth its place.' : `Knee: ${turn.workers} workers.`);
  say();
}

/** One composition of three minutes on more and more workers. */
const alone = curve(sizes(1, 1000), (workers) => simulate([filmWork(LONG)], fleet(workers, LONG)));
print(`One composition of ${filmSeconds(LONG)} s: seconds until it is done`, alone, ({ seconds }) =>
  seconds.toFixed(1),
);

/** A backlog that keeps everybody busy. */
const backlog = curve(sizes(1, 1000), (workers) => {
  const films = workers * BACKLOG;
  const { makespan, busy } = simulate(
    Array.from({ length: films }, () => filmWork()),
    fleet(workers, 1),
  );
  return { makespan: makespan / films, busy };
});
print('A backlog of films of 30.5 s: finished minutes in a minute', backlog, ({ seconds }) =>
  (filmSeconds() / seconds).toFixed(1),
);

say('What all share, used up at so many films a second:');
for (const demand of DEMANDS) {
  const at = [10, 100, 1000].map((workers) => `${workers} workers ${mostPerSecond(demand, workers).toFixed(1)}`);
  say(`  ${demand.name.padEnd(12)}${at.join(', ')}`);
}
say();
say('Dollars for a finished minute (docs/scaling.md has the prices and what is assumed):');
for (const { workers, seconds, busy } of backlog.filter(({ workers }) => [10, 100, 1000].includes(workers))) {
  const cost = costPerMinute(FILM, EXAMPLE_PRICES, busy, ((filmSeconds() / seconds) * 3600) / 60);
  const parts = Object.entries(cost).map(([name, dollars]) => `${name} ${dollars.toFixed(5)}`);
  say(`  ${String(workers).padStart(4)} workers: ${parts.join(', ')}`);
}
