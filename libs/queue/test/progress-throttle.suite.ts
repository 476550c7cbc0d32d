import fc from 'fast-check';
import { type CompositionEvent, SEQ_PER_ATTEMPT, STAGE_RANGE, STAGES, type Stage, terminalSeq } from '#lib/contracts';
import { ProgressThrottle, type ThrottleClock } from '#lib/queue';

/** A clock that stands still until told otherwise. */
class ManualClock implements ThrottleClock {
  #now = 0;
  #timers: { readonly at: number; readonly action: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) {
        break;
      }
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = due.at;
      due.action();
    }
    this.#now = end;
  }
}

interface Emitted {
  readonly at: number;
  readonly event: CompositionEvent;
}

function setUp(options: { attempt?: number; floor?: number } = {}) {
  const clock = new ManualClock();
  const emitted: Emitted[] = [];
  const throttle = new ProgressThrottle({
    compositionId: 'c1',
    attempt: 1,
    ...options,
    clock,
    emit: (event) => emitted.push({ at: clock.now(), event }),
  });
  return { clock, emitted, throttle };
}

const step = fc.record({
  wait: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 400, noNaN: true })),
  stage: fc.constantFrom(...STAGES),
  fraction: fc.oneof(fc.double({ min: 0, max: 1 }), fc.double()),
  message: fc.constantFrom('a', 'b'),
});

describe('ProgressThrottle', () => {
  it('holds its promises for any sequence of reports', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 50 }),
        fc.oneof(fc.constant(0), fc.double({ min: 0, max: 100 })),
        fc.constantFrom('completed', 'failed', 'cancelled'),
        (steps, attempt, floor, end) => {
          const { clock, emitted, throttle } = setUp({ attempt, floor });
          const lastOfStage = new Map<Stage, unknown>();
          for (const { wait, stage, fraction, message } of steps) {
            clock.advance(wait);
            throttle.report(stage, fraction, message);
            lastOfStage.set(throttle.current.stage, throttle.current);
          }
          throttle.status(end);
          throttle.report('uploading', 1, 'too late');
          clock.advance(10_000);

          const events = emitted.map(({ event }) => event);
          const times = emitted.map(({ at }) => at);
          // At most ten in any second.
          times.forEach((at, i) => {
            expect(times.slice(i).filter((other) => other < at + 1_000 - 1e-6).length).toBeLessThanOrEqual(10);
          });
          // Never falls, never NaN, stays on the scale.
          const percentages = events.map(({ progress }) => progress.percentage);
          expect(percentages.every((p, i) => p >= (percentages[i - 1] ?? 0) && p <= 100)).toBe(true);
          // Sequence rises within the attempt and ends with the terminal number.
          const seqs = events.map(({ seq }) => seq);
          expect(seqs.every((seq, i) => seq > (seqs[i - 1] ?? attempt * SEQ_PER_ATTEMPT))).toBe(true);
          expect(events.at(-1)).toMatchObject({ type: end, status: end, seq: terminalSeq(attempt) });
          // The last word of each stage is heard.
          const sent = events.filter(({ type }) => type === 'progress').map(({ progress }) => progress);
          for (const [stage, progress] of lastOfStage) {
            if (stage !== 'queued') {
              expect(sent).toContainEqual(progress);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(STAGES.map((stage) => [stage, ...STAGE_RANGE[stage]] as const))(
    '%s runs from %d to %d percent',
    (stage, from, to) => {
      const { clock, emitted, throttle } = setUp();
      throttle.report(stage, 0, 'begin');
      clock.advance(100);
      throttle.report(stage, 2, 'end');
      clock.advance(100);
      expect(emitted.map(({ event }) => event.progress.percentage)).toEqual([from, to]);
    },
  );

  it('sends the first report at once and the newest of those that came too soon 100 ms later', () => {
    const { clock, emitted, throttle } = setUp();
    for (const fraction of [0.1, 0.2, 0.3]) {
      throttle.report('encoding', fraction, 'frames');
    }
    clock.advance(1_000);
    expect(emitted.map(({ at, event }) => [at, event.progress.percentage])).toEqual([
      [0, 22.5],
      [100, 37.5],
    ]);
  });

  it('never shows less than an earlier attempt did', () => {
    const { emitted, throttle } = setUp({ floor: 60 });
    throttle.report('downloading', 0.5, 'again');
    expect(emitted[0]?.event.progress).toEqual({ stage: 'downloading', percentage: 60, message: 'again' });
  });

  it('tells when everything is out, and nothing more once discarded', async () => {
    const { clock, emitted, throttle } = setUp();
    throttle.status('processing');
    throttle.report('downloading', 1, 'done');
    const flushed = throttle.flushed();
    clock.advance(100);
    await flushed;
    expect(emitted.map(({ event }) => event.type)).toEqual(['status', 'progress']);
    throttle.report('planning', 0, 'waits');
    throttle.discard();
    clock.advance(1_000);
    await throttle.flushed();
    expect(emitted).toHaveLength(2);
  });
});
