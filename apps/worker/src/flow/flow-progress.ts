import { type Progress, progressSeq } from '#lib/contracts';
import type { FlowBeat } from '#lib/persistence';
import { percentageOf } from '#lib/queue';
import type { RenderTools } from '../render/tools.js';

export interface WatchedFlow {
  readonly compositionId: string;
  readonly attempt: number;
  /** Of the whole output. */
  readonly frames: number;
}

/** How far a whole render is, as one of many that work on it knows. */
export class FlowProgress {
  /** Of the whole, and of them those of this part, when the database last told. */
  #frames = 0;
  #ownFrames = 0;

  constructor(
    private readonly bus: RenderTools['progressBus'],
    private readonly flow: WatchedFlow,
  ) {}

  /** With `ownFrames` done here, and nothing new from the others. */
  expected(ownFrames: number): Progress {
    return this.#at(this.#frames + Math.max(0, ownFrames - this.#ownFrames));
  }

  /** Tells those who listen. Never throws. */
  tell({ framesDone }: FlowBeat, ownFrames: number): void {
    this.#frames = framesDone;
    this.#ownFrames = ownFrames;
    const { compositionId, attempt } = this.flow;
    const progress = this.#at(framesDone);
    this.bus.publish({
      type: 'progress',
      seq: progressSeq(attempt, progress.percentage),
      composition_id: compositionId,
      timestamp: new Date().toISOString(),
      progress,
    });
  }

  #at(done: number): Progress {
    const { frames } = this.flow;
    const framesDone = Math.min(frames, done);
    return {
      stage: 'encoding',
      percentage: percentageOf('encoding', framesDone / frames),
      message: `Encoded ${framesDone} of ${frames} frames`,
    };
  }
}
