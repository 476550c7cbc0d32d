import { Inject, Injectable } from '@nestjs/common';
import { CutroomError } from '#lib/contracts';
import { Cached } from '../cached.js';
import { SERVICES, type Services } from '../services.js';

const RETRY_AFTER_SECONDS = 10;
const COUNT_AGE_MS = 500;

/**
 * Refuses work where as much waits already as MAX_QUEUED says; all doors of this instance share it. The count is shared by all requests of half a second, plus what this
 * instance let in meanwhile: a bound to keep the queue sane, not an exact number across instances.
 */
@Injectable()
export class QueueGate {
  readonly #depth: Cached<{ waiting: number }>;
  readonly #limit: number;

  constructor(@Inject(SERVICES) { compositions, config }: Pick<Services, 'compositions' | 'config'>) {
    const limit = config.queue.maxQueued;
    this.#limit = limit;
    this.#depth = new Cached(COUNT_AGE_MS, async () => ({ waiting: await compositions.queueDepth(limit) }));
  }

  /**
   * @param compositions that are queued together, ≥ 1. More of them than could ever wait are let in where nothing else does.
   * @throws CutroomError QUEUE_FULL
   */
  async enter(compositions = 1): Promise<void> {
    const depth = await this.#depth.get();
    if (depth.waiting > 0 && depth.waiting + compositions > this.#limit) {
      throw new CutroomError('QUEUE_FULL', 'Too many compositions are waiting. Try again later.', {
        transient: true,
        retryAfter: RETRY_AFTER_SECONDS,
      });
    }
    depth.waiting += compositions;
  }
}
