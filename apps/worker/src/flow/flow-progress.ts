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

/** Percent between two saves: everybody who makes a part writes to the same row. */
const SAVE_EVERY = 2;

/** Tells how far a whole render is, as one of many that work on it. Never throws. */
export class FlowProgress {
  #saved = 0;

  constructor(
    private readonly tools: Pick<RenderTools, 'compositions' | 'progressBus'>,
    private readonly flow: WatchedFlow,
  ) {}

  tell({ framesDone }: FlowBeat): void {
    const { compositionId, attempt, frames } = this.flow;
    const percentage = percentageOf('encoding', framesDone / frames);
    const progress: Progress = {
      stage: 'encoding',
      percentage,
      message: `Encoded ${framesDone} of ${frames} frames`,
    };
    this.tools.progressBus.publish({
      type: 'progress',
      seq: progressSeq(attempt, percentage),
      composition_id: compositionId,
      timestamp: new Date().toISOString(),
      progress,
    });
    if (percentage < this.#saved + SAVE_EVERY) return;
    this.#saved = percentage;
    this.tools.compositions.saveProgress(compositionId, attempt, progress).catch(() => undefined);
  }
}
