import { Inject, Injectable } from '@nestjs/common';
import type { CompositionRequest } from '#lib/composition-request';
import { type CompositionStatus, isTerminal, type Priority } from '#lib/contracts';
import { type Composition, type JsonObject, type NewComposition, newCompositionId } from '#lib/persistence';
import { QueueGate } from '../compositions/queue-gate.js';
import { ProgressHub } from '../progress/hub.js';
import { SERVICES, type Services } from '../services.js';

/** What a door wants made: a request of its own making, which needs no check of form. */
export interface RenderOrder {
  /** The door. */
  readonly origin: string;
  readonly request: CompositionRequest;
  readonly priority?: Priority;
  readonly requestId: string;
}

/** Where doors hand in their compositions, and wait for them. */
@Injectable()
export class RenderDesk {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    @Inject(ProgressHub) private readonly hub: ProgressHub,
    @Inject(QueueGate) private readonly gate: QueueGate,
  ) {}

  /** Queues a composition. @throws CutroomError QUEUE_FULL */
  submit(order: RenderOrder): Promise<Composition> {
    return this.submitWith(order, async (composition) => {
      const created = await this.services.compositions.createQueued(composition);
      if (created.kind !== 'created') throw new Error('A composition without an idempotency key was replayed.');
      return created.composition;
    });
  }

  /** One that `store` keeps together with rows of the door's own. @throws CutroomError QUEUE_FULL */
  async submitWith<T>(order: RenderOrder, store: (composition: NewComposition) => Promise<T>): Promise<T> {
    await this.gate.enter();
    const composition = newComposition(order);
    const stored = await store(composition);
    const { relay, metrics, logger } = this.services;
    relay.kick();
    metrics.compositions.inc({ status: 'queued' });
    logger.info({ composition_id: composition.compositionId, origin: order.origin }, 'Composition queued');
    return stored;
  }

  /** How it ended; null where `signal` fired first. */
  async ended(compositionId: string, signal: AbortSignal): Promise<CompositionStatus | null> {
    let tell: (end: CompositionStatus | null) => void = () => undefined;
    const end = new Promise<CompositionStatus | null>((resolve) => {
      tell = resolve;
    });
    const hear = ({ status }: { readonly status: CompositionStatus }): void => {
      if (isTerminal(status)) tell(status);
    };
    const gone = (): void => tell(null);
    if (signal.aborted) gone();
    signal.addEventListener('abort', gone, { once: true });
    try {
      // Waited for even where the end is known before it: what was not watched yet cannot be left.
      const leave = await this.hub.watch(compositionId, { first: hear, next: hear });
      return await end.finally(leave);
    } finally {
      signal.removeEventListener('abort', gone);
    }
  }
}

const newComposition = ({ origin, request, priority, requestId }: RenderOrder): NewComposition => ({
  compositionId: newCompositionId(),
  userId: null,
  // A request is JSON: it was made of nothing else.
  config: request as unknown as JsonObject,
  clientMetadata: null,
  origin,
  priority: priority ?? 'default',
  requestId,
});
