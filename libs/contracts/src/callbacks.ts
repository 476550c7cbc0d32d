/** What can have a callback. */
export type CallbackSubject = 'composition' | 'processing_job';

/** `endpoint_off`: its URL said it is gone, in answer to this delivery or to another one. */
export type CallbackStatus = 'pending' | 'delivered' | 'failed' | 'endpoint_off';

/** One try, as the delivery log shows it. */
export interface CallbackAttempt {
  /** ISO 8601. */
  readonly at: string;
  /** Of HTTP; null where no answer came. */
  readonly status: number | null;
  /** Why it was no success, in words; null where it was one. */
  readonly error: string | null;
  readonly duration_ms: number;
}

/** What becomes of a delivery after a try. */
export type CallbackVerdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly inSeconds: number }
  /** The last try failed. */
  | { readonly kind: 'failed' }
  /** The receiver is gone for good and is not to be called again. */
  | { readonly kind: 'endpoint_off' };
