import type { RedisOptions } from 'ioredis';

/**
 * `command`: ask now or fail now. `subscribe`: listens on channels. `work`: BullMQ workers, whose
 * commands must outlive an outage (BullMQ insists on `maxRetriesPerRequest: null` here).
 */
export type LinkRole = 'command' | 'subscribe' | 'work';

export type LinkOptions = Omit<RedisOptions, 'replyMapping'>;

/** Milliseconds before reconnect attempt `times` (from 1): 50, 100, … 2000, plus jitter; it never gives up. */
export const reconnectDelay = (times: number): number =>
  Math.min(2_000, 50 * 2 ** Math.min(times - 1, 10)) + Math.floor(Math.random() * 100);

const COMMON: LinkOptions = {
  retryStrategy: reconnectDelay,
  connectTimeout: 5_000,
  keepAlive: 10_000,
  disconnectTimeout: 200,
  // After a failover the old primary turns read-only: reconnect, and send the command again.
  reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
};

/** No queue in front of a dead connection: what waits there piles up without bound and runs long after its deadline. */
const FAIL_FAST: LinkOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  commandTimeout: 1_500,
  // A peer that vanished without a FIN is noticed by this, not by TCP's quarter of an hour.
  socketTimeout: 5_000,
};

export const optionsFor = (role: LinkRole): LinkOptions =>
  role === 'work'
    ? // BullMQ blocks for up to 10 s on a healthy connection.
      { ...COMMON, maxRetriesPerRequest: null, socketTimeout: 20_000 }
    : { ...COMMON, ...FAIL_FAST };
