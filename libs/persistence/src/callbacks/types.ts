import type { CallbackDeliveryEntity } from '../entities/callback-delivery.js';

export type CallbackDelivery = Readonly<CallbackDeliveryEntity>;

/** A delivery as its sender takes it; `tries` counts the one that is to be made now. */
export type ClaimedCallback = Pick<
  CallbackDelivery,
  'webhookId' | 'subjectType' | 'subjectId' | 'url' | 'tries' | 'body'
>;
