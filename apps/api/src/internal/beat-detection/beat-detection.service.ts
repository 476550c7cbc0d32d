import { Inject, Injectable } from '@nestjs/common';
import { CutroomError } from '#lib/contracts';
import { beatsJobId, newProcessingId, type ProcessingJob } from '#lib/persistence';
import { checkSource } from '#lib/sources';
import { requestHash } from '../../compositions/idempotency.js';
import { SERVICES, type Services } from '../../services.js';
import type { BeatDetectionDto } from './dto.js';

const TYPE = 'beat-detection';

@Injectable()
export class BeatDetectionService {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  /** @throws CutroomError NOT_FOUND (switched off), SOURCE_NOT_ALLOWED */
  async create({ audio_url }: BeatDetectionDto, requestId: string) {
    this.#assertOn();
    const { config, processing, relay, logger } = this.services;
    const refusal = checkSource(audio_url, config.sources);
    if (refusal !== null) throw CutroomError.at('SOURCE_NOT_ALLOWED', '/audio_url', refusal);
    const processingId = newProcessingId();
    const created = await processing.create(
      {
        ...{ processingId, type: TYPE, sourceService: null, config: { audio_url }, callbackUrl: null, requestId },
        requestHash: requestHash({ audio_url }),
      },
      {
        kind: 'job',
        entry: {
          ...{ jobName: 'beats', jobId: beatsJobId(processingId), priority: 'default', delaySeconds: 0 },
          payload: { processingId, requestId },
        },
      },
    );
    // The id was made here and now: nobody else can have used it.
    if (created.kind === 'conflict') throw new CutroomError('CONFLICT', 'This id was used before.');
    relay.kick();
    logger.info({ processing_id: processingId }, 'Beat detection queued');
    return present(created.job);
  }

  /** @throws CutroomError NOT_FOUND */
  async read(processingId: string) {
    this.#assertOn();
    const job = await this.services.processing.get(processingId);
    if (job === null || job.type !== TYPE) throw new CutroomError('NOT_FOUND', 'There is no job with this id.');
    return present(job);
  }

  #assertOn(): void {
    if (this.services.config.features.beatDetection) return;
    throw new CutroomError('NOT_FOUND', 'Beat detection is switched off here.');
  }
}

const present = ({ processingId, status, config, createdAt, result, error }: ProcessingJob) => ({
  processing_id: processingId,
  status,
  audio_url: config['audio_url'],
  created_at: createdAt.toISOString(),
  result,
  error,
});
