import type { QueueLogger } from '../logger.js';

/** Where Redis is, and under which name this stack lives in it. Everything in this library is built from one of these. */
export interface RedisSettings {
  readonly url: string;
  /** Head of every key, queue and channel; stacks (and tests) with different prefixes never meet. Default `cutroom`. */
  readonly prefix?: string;
  readonly logger: QueueLogger;
}
