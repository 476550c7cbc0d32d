import { CANCEL_CHANNEL, progressChannel } from '#lib/contracts';

export const DEFAULT_PREFIX = 'cutroom';

/** Every Redis name this library uses. Pub/sub knows no database number, so channels carry the prefix too. */
export interface RedisNames {
  /** BullMQ's key prefix: its keys are `<queuePrefix>:<queue>:<key>`. */
  readonly queuePrefix: string;
  readonly cancelChannel: string;
  readonly progressChannel: (compositionId: string) => string;
  readonly progressSnapshot: (compositionId: string) => string;
  readonly answer: (questionId: string) => string;
}

export function redisNames(prefix: string = DEFAULT_PREFIX): RedisNames {
  const scoped = (name: string): string => `${prefix}${name.slice(name.indexOf(':'))}`;
  return {
    queuePrefix: `${prefix}:queue`,
    cancelChannel: scoped(CANCEL_CHANNEL),
    progressChannel: (compositionId) => scoped(progressChannel(compositionId)),
    progressSnapshot: (compositionId) => `${prefix}:progress-snapshot:${compositionId}`,
    answer: (questionId) => `${prefix}:answer:${questionId}`,
  };
}
