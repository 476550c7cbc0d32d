import type { QueueClient } from './client.js';
import type { QueueLogger } from './logger.js';

/**
 * Warns where Redis may throw away keys when its memory runs out: a queue with some of its keys missing is a broken
 * queue. Silent where Redis will not say (managed ones forbid CONFIG) or cannot be reached. Never throws.
 */
export async function warnOfEviction(queue: Pick<QueueClient, 'evictionPolicy'>, logger: QueueLogger): Promise<void> {
  const policy = await queue.evictionPolicy().catch(() => null);
  if (policy === null || policy === 'noeviction') return;
  logger.warn(
    { policy },
    `Redis runs with maxmemory-policy ${policy}: when its memory is full it may drop jobs. Set it to noeviction.`,
  );
}
