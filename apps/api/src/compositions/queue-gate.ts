import { CutroomError } from '#lib/contracts';
import type { CompositionRepository } from '#lib/persistence';
import { Cached } from '../cached.js';

const RETRY_AFTER_SECONDS = 10;
const COUNT_AGE_MS = 500;

/**
 * Refuses work where more waits already than `limit`. The count is shared by all requests of half a second, plus what this
 * instance let in meanwhile: a bound to keep the queue sane, not an exact number across instances.
 */
export class QueueGate {
  readonly #depth: Cached<{ waiting: number }>;

  constructor(
    compositions: Pick<CompositionRepository, 'queueDepth'>,
    private readonly limit: number,
  ) {
    this.#depth = new Cached(COUNT_AGE_MS, async () => ({ waiting: await compositions.queueDepth(limit) }));
  }

  /** @throws CutroomError QUEUE_FULL */
  async enter(): Promise<void> {
    const depth = await this.#depth.get();
    if (depth.waiting >= this.limit) {
      throw new CutroomError('QUEUE_FULL', 'Too many compositions are waiting. Try again later.', {
        transient: true,
        retryAfter: RETRY_AFTER_SECONDS,
      });
    }
    depth.waiting += 1;
  }
}
