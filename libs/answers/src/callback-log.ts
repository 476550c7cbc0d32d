import type { CallbackAttempt, CallbackStatus } from '#lib/contracts';
import type { CallbackDelivery } from '#lib/persistence';

export interface CallbackLogAnswer {
  readonly webhook_id: string;
  readonly url: string;
  readonly status: CallbackStatus;
  readonly created_at: string;
  readonly ended_at: string | null;
  readonly next_attempt_at: string | null;
  readonly attempts: readonly CallbackAttempt[];
}

/** A delivery with its log. Of the URL, only what is no secret: a query may hold a token. */
export const callbackLogAnswer = (delivery: CallbackDelivery): CallbackLogAnswer => ({
  webhook_id: delivery.webhookId,
  url: withoutQuery(delivery.url),
  status: delivery.status,
  created_at: delivery.createdAt.toISOString(),
  ended_at: delivery.endedAt?.toISOString() ?? null,
  next_attempt_at: delivery.status === 'pending' ? delivery.dueAt.toISOString() : null,
  attempts: delivery.log,
});

const withoutQuery = (url: string): string => {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
};
