import {
  type CompositionEvent,
  type CompositionStatus,
  isTerminal,
  type Progress,
  progressSeq,
  STAGES,
  type Stage,
  type StoredError,
  terminalSeq,
} from '#lib/contracts';
import { percentageOf } from './percentage.js';

/** Milliseconds between two events of a composition: at most ten in any second. */
const SPACING_MS = 100;

export interface ThrottleClock {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Calls `action` once, `ms` from now; the result cancels it. */
  after(ms: number, action: () => void): () => void;
}

const REAL_CLOCK: ThrottleClock = {
  now: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

export interface ProgressThrottleOptions {
  readonly compositionId: string;
  /** The claim this run holds; events are numbered anew with each. */
  readonly attempt: number;
  readonly emit: (event: CompositionEvent) => void;
  /** Percentage that clients have already seen in an earlier attempt, 0–100. */
  readonly floor?: number;
  readonly clock?: ThrottleClock;
}

type Waiting =
  | { readonly type: 'progress'; readonly progress: Progress }
  | {
      readonly type: 'status';
      readonly status: CompositionStatus;
      readonly error: StoredError | null;
      readonly progress: Progress;
    };

/** Turns whatever a run reports into a stream fit for clients: ordered, rare enough, and never falling. */
export class ProgressThrottle {
  readonly #options: ProgressThrottleOptions;
  readonly #clock: ThrottleClock;
  readonly #waiting: Waiting[] = [];
  readonly #idle = new Set<() => void>();
  #last: Progress;
  #seq = 0;
  #lastEmit = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | undefined;
  #ended = false;

  constructor(options: ProgressThrottleOptions) {
    this.#options = options;
    this.#clock = options.clock ?? REAL_CLOCK;
    const floor = options.floor ?? 0;
    this.#last = {
      stage: 'queued',
      percentage: Number.isFinite(floor) ? Math.min(100, Math.max(0, floor)) : 0,
      message: '',
    };
  }

  /** What was last reported, whether or not it was sent yet. */
  get current(): Progress {
    return this.#last;
  }

  /** `fraction` of the stage is done (0–1). A stage before the current one is ignored, as is anything after the end. */
  report(stage: Stage, fraction: number, message: string): void {
    if (this.#ended || STAGES.indexOf(stage) < STAGES.indexOf(this.#last.stage)) {
      return;
    }
    const percentage = Math.max(this.#last.percentage, percentageOf(stage, fraction));
    const { stage: lastStage, percentage: lastPercentage, message: lastMessage } = this.#last;
    if (stage === lastStage && percentage === lastPercentage && message === lastMessage) {
      return;
    }
    this.#last = { stage, percentage, message };
    const tail = this.#waiting.at(-1);
    if (tail?.type === 'progress' && tail.progress.stage === stage) {
      this.#waiting.pop();
    }
    this.#waiting.push({ type: 'progress', progress: this.#last });
    this.#pump();
  }

  /** A change of status; a terminal one is the last event of the stream. */
  status(status: CompositionStatus, error: StoredError | null = null): void {
    if (this.#ended) {
      return;
    }
    this.#ended = isTerminal(status);
    if (status === 'completed') {
      this.#last = { stage: 'completed', percentage: 100, message: this.#last.message };
    }
    this.#waiting.push({ type: 'status', status, error, progress: this.#last });
    this.#pump();
  }

  /** Resolves when nothing waits to be sent: at most 100 ms per stage and status reported. */
  async flushed(): Promise<void> {
    if (this.#waiting.length > 0) {
      await new Promise<void>((resolve) => this.#idle.add(resolve));
    }
  }

  /** Ends the stream without another word: this run no longer speaks for the composition. */
  discard(): void {
    this.#ended = true;
    this.#waiting.length = 0;
    this.#pump();
  }

  #pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const wait = this.#lastEmit + SPACING_MS - this.#clock.now();
    if (wait <= 0) {
      const next = this.#waiting.shift();
      if (next !== undefined) {
        this.#lastEmit = this.#clock.now();
        this.#options.emit(this.#eventOf(next));
      }
    }
    if (this.#waiting.length > 0) {
      this.#cancelTimer = this.#clock.after(Math.max(1, this.#lastEmit + SPACING_MS - this.#clock.now()), () =>
        this.#pump(),
      );
      return;
    }
    for (const resolve of this.#idle) {
      resolve();
    }
    this.#idle.clear();
  }

  #eventOf(waiting: Waiting): CompositionEvent {
    const { compositionId, attempt } = this.#options;
    const head = { composition_id: compositionId, timestamp: new Date().toISOString(), progress: waiting.progress };
    if (waiting.type === 'progress') {
      return { ...head, type: 'progress', seq: this.#nextSeq(waiting.progress.percentage) };
    }
    const { status, error } = waiting;
    return isTerminal(status)
      ? { ...head, type: status, seq: terminalSeq(attempt), status, error }
      : { ...head, type: 'status', seq: this.#nextSeq(waiting.progress.percentage), status, error };
  }

  /** By the percentage, as every process that works on this attempt numbers its events; never the same twice. */
  #nextSeq(percentage: number): number {
    const { attempt } = this.#options;
    this.#seq = Math.min(Math.max(this.#seq + 1, progressSeq(attempt, percentage)), terminalSeq(attempt) - 1);
    return this.#seq;
  }
}
