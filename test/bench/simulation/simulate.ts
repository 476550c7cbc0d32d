import { FreeSlots } from './free-slots.js';
import { Heap } from './heap.js';
import type { Fleet, Outcome, Work } from './model.js';
import { SharedService } from './shared-service.js';

interface Job {
  readonly kind: 'plan' | 'part' | 'assemble';
  readonly of: number;
  readonly seconds: number;
  /** As the queue has it: the k-th parts of all compositions compete, jobs that begin or end one come before. */
  readonly rank: number;
}

interface Event {
  readonly at: number;
  readonly job: Job;
  /** The worker that ended it; null where it has just become ready. */
  readonly worker: number | null;
}

const FIRST = 0;

/**
 * Runs the work on a fleet as the queues would: by rank, then in the order of getting ready, on workers that take turns. The
 * first job of a composition on a worker brings its sources. Nothing fails.
 * @throws RangeError where a shared service cannot keep up with the mere presence of the fleet.
 */
export function simulate(work: readonly Work[], fleet: Fleet): Outcome {
  const events = new Heap<Event>((a, b) => a.at - b.at);
  const ready = new Heap<Job>((a, b) => a.rank - b.rank);
  const services = fleet.shared.map((shared) => new SharedService(shared, fleet.workers));
  const free = new FreeSlots(fleet.workers, fleet.slots);
  const flows = work.map((one) => ({ ...one, holders: new Set<number>(), left: one.parts.length, end: Number.NaN }));
  type Flow = (typeof flows)[number];
  let busySeconds = 0;

  const announce = (at: number, job: Job): void => events.push({ at: at + fleet.dispatch, job, worker: null });
  const start = (now: number, job: Job, { holders, fetch }: Flow): void => {
    const worker = free.take();
    const answered = services.reduce((at, service) => service.answer(at), now);
    if (!Number.isFinite(answered)) throw new RangeError('The fleet’s mere presence uses a shared service up.');
    const bringing = job.kind === 'assemble' || holders.has(worker) ? 0 : fetch;
    if (job.kind !== 'assemble') holders.add(worker);
    busySeconds += job.seconds + bringing;
    events.push({ at: answered + bringing + job.seconds, job, worker });
  };
  const follow = (now: number, { kind, of }: Job, flow: Flow): void => {
    if (kind === 'assemble') flow.end = now;
    if (kind === 'plan') {
      for (const [index, seconds] of flow.parts.entries())
        announce(now, { kind: 'part', of, seconds, rank: index + 1 });
    }
    if (kind === 'part') flow.left -= 1;
    if (kind !== 'assemble' && flow.left === 0)
      announce(now, { kind: 'assemble', of, seconds: flow.after, rank: FIRST });
  };
  const flowOf = ({ of }: Job): Flow => {
    const flow = flows[of];
    if (flow === undefined) throw new RangeError('A job of no composition.');
    return flow;
  };

  for (const [of, { arrival, before }] of work.entries()) {
    announce(arrival, { kind: 'plan', of, seconds: before, rank: FIRST });
  }
  for (let event = events.pop(); event !== undefined; event = events.pop()) {
    if (event.worker === null) ready.push(event.job);
    else {
      free.give(event.worker);
      follow(event.at, event.job, flowOf(event.job));
    }
    for (let next = free.any ? ready.pop() : undefined; next !== undefined; next = free.any ? ready.pop() : undefined) {
      start(event.at, next, flowOf(next));
    }
  }
  const makespan = Math.max(...flows.map(({ end }) => end)) - Math.min(...work.map(({ arrival }) => arrival));
  const latencies = flows.map(({ arrival, end }) => end - arrival);
  return { makespan, latencies, busy: busySeconds / (makespan * fleet.workers * fleet.slots) };
}
