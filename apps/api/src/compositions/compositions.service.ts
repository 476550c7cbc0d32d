import { Inject, Injectable } from '@nestjs/common';
import { endEvent } from '#lib/answers';
import { CutroomError } from '#lib/contracts';
import { type Composition, type JsonObject, type ListFilter, newCompositionId, type Page } from '#lib/persistence';
import { FORMATS } from '#lib/timeline';
import { callbackTarget } from '../callbacks/callback-rule.js';
import { boundedBody } from '../http/validate.js';
import { SERVICES, type Services } from '../services.js';
import { compositionNotFound } from './composition-id.js';
import { CompositionDto } from './dto/composition.dto.js';
import { RenderEstimate } from './estimate/render-estimate.js';
import { KEY_TTL_SECONDS, requestHash } from './idempotency.js';
import { presentCreated } from './present.js';
import { QueueGate } from './queue-gate.js';
import { RequestChecker } from './request-checker.js';

const ORIGIN = 'compositions';
const DOWNLOAD_SECONDS = 3600;

export interface CreateContext {
  readonly requestId: string;
  readonly idempotencyKey: string | null;
}

const downloadName = (compositionId: string, contentType: string, rendition: string | undefined): string => {
  const format = Object.values(FORMATS).find(({ mediaType }) => mediaType === contentType) ?? FORMATS.mp4;
  return `${compositionId}${rendition === undefined ? '' : `-${rendition}`}.${format.extension}`;
};

@Injectable()
export class CompositionsService {
  readonly #services: Services;
  readonly #gate: QueueGate;
  readonly #checker: RequestChecker;
  readonly #estimate: RenderEstimate;

  constructor(@Inject(SERVICES) services: Services, @Inject(QueueGate) gate: QueueGate) {
    const { jobMetrics, config } = services;
    this.#services = services;
    this.#gate = gate;
    this.#checker = new RequestChecker(services);
    this.#estimate = new RenderEstimate(jobMetrics, config.limits.maxCompositionSeconds);
  }

  /** @throws CutroomError VALIDATION_FAILED, INVALID_TIMELINE, SOURCE_NOT_ALLOWED, QUEUE_FULL, IDEMPOTENCY_… */
  async create(body: unknown, { requestId, idempotencyKey }: CreateContext): Promise<JsonObject> {
    const { compositions, config, relay, metrics, logger } = this.#services;
    const bounded = boundedBody(CompositionDto, body);
    const key =
      idempotencyKey === null
        ? null
        : { scope: ORIGIN, key: idempotencyKey, requestHash: requestHash(bounded), ttlSeconds: KEY_TTL_SECONDS };
    // What was accepted once stays accepted, whatever has become of the queue and of the workers since.
    const known = key === null ? null : await compositions.findAnswer(key);
    if (known !== null) return known;
    const { request, timeline } = await this.#checker.check(bounded);
    const [estimate] = await Promise.all([this.#estimate.of(timeline), this.#gate.enter()]);
    const answer = (composition: Composition): JsonObject =>
      presentCreated(composition, config.http.publicUrl, estimate);
    const created = await compositions.createQueued(
      {
        compositionId: newCompositionId(),
        userId: request.user_id ?? null,
        config: json(this.#checker.stored(request)),
        clientMetadata: json(request.metadata ?? null),
        origin: ORIGIN,
        priority: request.priority ?? 'default',
        requestId,
        callbackUrl: callbackTarget(request.callback_url),
      },
      ...(key === null ? [] : [{ ...key, answer }]),
    );
    if (created.kind === 'replayed') return created.answer;
    relay.kick();
    const { compositionId } = created.composition;
    metrics.compositions.inc({ status: 'queued' });
    logger.info({ composition_id: compositionId, priority: created.composition.priority }, 'Composition queued');
    return answer(created.composition);
  }

  async get(compositionId: string): Promise<Composition> {
    const composition = await this.#services.compositions.get(compositionId);
    if (composition === null) throw compositionNotFound();
    return composition;
  }

  list(filter: ListFilter, limit: number, cursor: string | null): Promise<Page> {
    return this.#services.compositions.list(filter, limit, cursor);
  }

  /**
   * A URL that works for an hour.
   * @param rendition its name; undefined: the result itself
   * @throws CutroomError NOT_READY, ASSET_NOT_FOUND (expired, or no such rendition)
   */
  async downloadUrl(compositionId: string, rendition?: string): Promise<string> {
    const { status, result } = await this.get(compositionId);
    if (status !== 'completed') throw notReady(status);
    if (result === null) throw new CutroomError('ASSET_NOT_FOUND', 'The result has expired and was removed.');
    const ref = rendition === undefined ? result : result.renditions?.find(({ name }) => name === rendition);
    if (ref === undefined) throw new CutroomError('ASSET_NOT_FOUND', 'The result has no rendition of this name.');
    return this.#services.store.presignGet(ref, {
      expiresInSeconds: DOWNLOAD_SECONDS,
      downloadName: downloadName(compositionId, result.contentType, rendition),
      contentType: result.contentType,
    });
  }

  /** @throws CutroomError NOT_READY until the render has ended */
  async metadata(compositionId: string): Promise<JsonObject> {
    const { status, metadata } = await this.get(compositionId);
    if (metadata === null) throw notReady(status);
    return metadata;
  }

  /** @throws CutroomError CONFLICT where it has ended already */
  async cancel(compositionId: string): Promise<Composition> {
    const { compositions, cancelBus, progressBus, queue, metrics, logger } = this.#services;
    const result = await compositions.cancel(compositionId);
    if (result.kind === 'not_found') throw compositionNotFound();
    const { composition } = result;
    if (result.kind === 'already_terminal') {
      throw new CutroomError('CONFLICT', `The composition is ${composition.status} already.`);
    }
    metrics.compositions.inc({ status: 'cancelled' });
    logger.info({ composition_id: compositionId }, 'Composition cancelled');
    const event = endEvent(composition);
    if (event !== null) progressBus.publish(event);
    await cancelBus.publish(compositionId);
    // A courtesy to the workers, which nobody needs to wait for.
    queue.dropParts(composition).catch((error: unknown) => logger.debug({ err: error }, 'Waiting parts were left'));
    return composition;
  }
}

const notReady = (status: Composition['status']): CutroomError =>
  new CutroomError('NOT_READY', `The composition is ${status}: there is no result to read.`);

/** A checked request is JSON: it came from nowhere else. */
const json = <T extends object | null>(value: T): T extends null ? null : JsonObject =>
  value as T extends null ? null : JsonObject;
