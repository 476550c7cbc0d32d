import { compositionAnswer } from '#lib/answers';
import type { CompositionRepository } from '#lib/persistence';
import type { TellOf } from './callback-port.js';

/** A callback says what GET would have said when its subject ended. */
export const tellFrom =
  (compositions: Pick<CompositionRepository, 'get'>): TellOf =>
  async ({ subjectId }) => {
    const composition = await compositions.get(subjectId);
    return composition === null ? null : compositionAnswer(composition);
  };
