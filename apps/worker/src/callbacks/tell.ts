import { compositionAnswer, processingCallback } from '#lib/answers';
import type { CompositionRepository, ProcessingJobRepository } from '#lib/persistence';
import type { TellOf } from './callback-port.js';

export interface TellSources {
  readonly compositions: Pick<CompositionRepository, 'get'>;
  readonly jobs: Pick<ProcessingJobRepository, 'get'>;
}

/** A callback says what GET would have said when its subject ended. */
export const tellFrom =
  ({ compositions, jobs }: TellSources): TellOf =>
  async ({ subjectType, subjectId }) => {
    if (subjectType === 'processing_job') {
      const job = await jobs.get(subjectId);
      return job === null ? null : processingCallback(job);
    }
    const composition = await compositions.get(subjectId);
    return composition === null ? null : compositionAnswer(composition);
  };
