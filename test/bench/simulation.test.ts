import { costPerMinute } from './simulation/cost.js';
import { curve, knee, type Point, sizes } from './simulation/curve.js';
import { Heap } from './simulation/heap.js';
import type { Fleet, Work } from './simulation/model.js';
import { simulate } from './simulation/simulate.js';

const fleet = (workers: number, more: Partial<Fleet> = {}): Fleet => ({
  workers,
  slots: 1,
  dispatch: 0,
  shared: [],
  ...more,
});
const film = (parts: readonly number[], more: Partial<Work> = {}): Work => ({
  arrival: 0,
  before: 1,
  parts,
  after: 2,
  fetch: 0,
  ...more,
});
const ten = film(new Array<number>(10).fill(3));

describe('the simulation of the scheduler', () => {
  it('takes the sum of everything on one slot, and the longest way on enough of them', () => {
    expect(simulate([ten], fleet(1)).makespan).toBe(1 + 30 + 2);
    expect(simulate([ten], fleet(10)).makespan).toBe(1 + 3 + 2);
    expect(simulate([ten], fleet(1000)).makespan).toBe(6);
    expect(simulate([ten], fleet(4)).makespan).toBe(1 + 9 + 2);
    expect(simulate([film([3, 9, 1])], fleet(2, { slots: 2 })).makespan).toBe(12);
    expect(simulate([film([])], fleet(1)).makespan).toBe(3);
  });

  it('counts what slots did', () => {
    expect(simulate([ten], fleet(1)).busy).toBe(1);
    expect(simulate([ten], fleet(10)).busy).toBeCloseTo(33 / 60);
  });

  it('waits for the dispatch of each of the three jobs one after the other', () => {
    expect(simulate([ten], fleet(10, { dispatch: 0.5 })).makespan).toBe(7.5);
  });

  it('brings the sources once to each worker that takes part', () => {
    const work = film([3, 3, 3, 3], { fetch: 5 });
    expect(simulate([work], fleet(1)).makespan).toBe(5 + 1 + 12 + 2);
    expect(simulate([work], fleet(2)).makespan).toBe(5 + 1 + Math.max(5 + 3, 3 * 3) + 2);
  });

  it('does not let a small composition wait behind a large one', () => {
    const large = film(new Array<number>(100).fill(1), { before: 0, after: 0 });
    const small = film([1, 1], { before: 0, after: 0, arrival: 10 });
    const [first = 0, second = 0] = simulate([large, small], fleet(1)).latencies;
    expect(first).toBe(102);
    expect(second).toBeLessThanOrEqual(4);
  });

  it('queues at what all share, slower for the presence of the fleet', () => {
    const shared = { name: 'one', servers: 1, secondsPerJob: 1, idleShare: 0 };
    const busy = simulate([ten], fleet(10, { shared: [shared] })).makespan;
    expect(busy).toBe(1 + 1 + 10 + 3 + 1 + 2);
    const half = simulate([ten], fleet(10, { shared: [{ ...shared, idleShare: 0.05 }] })).makespan;
    expect(half).toBe(2 + 1 + 20 + 3 + 2 + 2);
    expect(() => simulate([ten], fleet(10, { shared: [{ ...shared, idleShare: 0.1 }] }))).toThrow(RangeError);
  });
});

describe('the curve', () => {
  it('has its knee where there are as many slots as parts', () => {
    const points = curve(sizes(1, 1000), (workers) =>
      simulate([film(new Array<number>(50).fill(4), { before: 0, after: 0 })], fleet(workers)),
    );
    expect(points.map(({ workers }) => workers)).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
    expect(points.find(({ workers }) => workers === 50)?.speedUp).toBe(50);
    expect(knee(points)?.workers).toBe(50);
  });

  it('has none where every worker is worth its place', () => {
    const line = [1, 2, 4].map(
      (workers): Point => ({ workers, speedUp: workers, efficiency: 1, seconds: 8 / workers, busy: 1 }),
    );
    expect(knee(line)).toBeNull();
  });
});

it('the heap gives the smallest first, equals in the order of their coming', () => {
  const heap = new Heap<readonly [number, string]>(([a], [b]) => a - b);
  for (const item of [
    [2, 'a'],
    [1, 'b'],
    [2, 'c'],
    [0, 'd'],
    [1, 'e'],
  ] as const)
    heap.push(item);
  const out = Array.from({ length: 6 }, () => heap.pop()?.[1]);
  expect(out).toEqual(['d', 'b', 'e', 'a', 'c', undefined]);
});

it('the cost of a minute is what its parts cost, the cores’ over what they were busy for', () => {
  const spent = { outputSeconds: 30, coreSeconds: 36, puts: 10, gets: 20, storedBytes: 1e9, storedDays: 3 };
  const prices = { coreHour: 0.05, gigabyteMonth: 0.02, thousandPuts: 0.005, thousandGets: 0.0004, fixedHour: 1 };
  const cost = costPerMinute(spent, prices, 0.5, 100);
  expect(cost.compute).toBeCloseTo(0.002);
  expect(cost.requests).toBeCloseTo((0.00005 + 0.000008) * 2);
  expect(cost.storage).toBeCloseTo(0.004);
  expect(cost.fixed).toBeCloseTo(0.01);
  expect(cost.total).toBeCloseTo(0.016116);
});
