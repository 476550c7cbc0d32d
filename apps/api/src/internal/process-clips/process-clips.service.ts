import { Inject, Injectable } from '@nestjs/common';
import { processClipsAnswer } from '#lib/answers';
import { CutroomError } from '#lib/contracts';
import type { ProcessingJob } from '#lib/persistence';
import { checkSource } from '#lib/sources';
import { callbackCheck, callbackTarget } from '../../callbacks/callback-rule.js';
import { requestHash } from '../../compositions/idempotency.js';
import { QueueGate } from '../../compositions/queue-gate.js';
import { SERVICES, type Services } from '../../services.js';
import { checkProcessClips } from './check-request.js';
import { ORIGIN, toComposition } from './to-composition.js';

@Injectable()
export class ProcessClipsService {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    @Inject(QueueGate) private readonly gate: QueueGate,
  ) {}

  /** @throws CutroomError VALIDATION_FAILED, SOURCE_NOT_ALLOWED, CONFLICT (the id was used for something else), QUEUE_FULL */
  async create(body: unknown, requestId: string) {
    const { config, processing, relay, metrics, logger } = this.services;
    const request = checkProcessClips(body, {
      checkSource: (url) => checkSource(url, config.sources),
      checkCallback: callbackCheck(config),
    });
    const { processing_id: processingId, clips, operations } = request;
    const known = await processing.get(processingId);
    if (known === null) await this.gate.enter(clips.length);
    const { render, features } = config;
    const context = { operations, requestId, defaultCrf: render.defaultCrf, allows4k: features.output4k };
    const created = await processing.create(
      {
        processingId,
        type: ORIGIN,
        sourceService: request.source_service ?? null,
        config: { clips, operations },
        requestHash: requestHash(request),
        callbackUrl: callbackTarget(request.callback_url),
        requestId,
      },
      { kind: 'compositions', compositions: clips.map((url) => toComposition(url, context)) },
    );
    if (created.kind === 'conflict') {
      throw new CutroomError('CONFLICT', 'This processing_id was used before with a different request.');
    }
    if (created.kind === 'created') {
      relay.kick();
      metrics.compositions.inc({ status: 'queued' }, clips.length);
      logger.info({ processing_id: processingId, clips: clips.length }, 'Clips queued');
    }
    return this.#answer(created.job);
  }

  async read(processingId: string) {
    return this.#answer(await this.find(processingId));
  }

  /** @throws CutroomError NOT_FOUND */
  async find(processingId: string): Promise<ProcessingJob> {
    const job = await this.services.processing.get(processingId);
    if (job === null || job.type !== ORIGIN) throw new CutroomError('NOT_FOUND', 'There is no job with this id.');
    return job;
  }

  async #answer(job: ProcessingJob) {
    return processClipsAnswer(job, await this.services.processing.compositionsOf(job));
  }
}
