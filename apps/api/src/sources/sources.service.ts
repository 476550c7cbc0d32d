import { Inject, Injectable } from '@nestjs/common';
import { CutroomError, type ReindexAnswer } from '#lib/contracts';
import { newReindexId, type Source } from '#lib/persistence';
import { WORKER_ALIVE_SECONDS } from '../compositions/live-transitions.js';
import { SERVICES, type Services } from '../services.js';

/** A folder of thousands takes a worker minutes to look at. */
const PATIENCE_MS = 300_000;

export const noIndex = (): CutroomError => new CutroomError('NOT_READY', 'No index. Call POST /sources/reindex first.');

@Injectable()
export class SourcesService {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  /** Has a worker look at the folder. @throws CutroomError SERVICE_UNAVAILABLE where none does so in time */
  async reindex(requestId: string, signal: AbortSignal): Promise<ReindexAnswer> {
    const { workers, queue, answers } = this.services;
    if ((await workers.live(WORKER_ALIVE_SECONDS)).length === 0) throw unavailable('No worker is up.');
    const reindexId = newReindexId();
    const question = { reindexId, until: Date.now() + PATIENCE_MS, requestId };
    await queue
      .add('reindex', question, { jobId: `reindex.${reindexId}`, priority: 'high' })
      .catch((cause: unknown) => {
        throw unavailable('No worker can be asked at the moment.', cause);
      });
    const answer = (await answers.take(reindexId, PATIENCE_MS, signal)) as ReindexAnswer | null;
    if (answer === null) throw unavailable('The folder is not indexed yet; what was looked at is not looked at again.');
    return answer;
  }

  /** @throws CutroomError NOT_READY where there is no index */
  async list(): Promise<readonly Source[]> {
    const sources = await this.services.sources.list();
    if (sources === null) throw noIndex();
    return sources;
  }
}

const unavailable = (message: string, cause?: unknown): CutroomError =>
  new CutroomError('SERVICE_UNAVAILABLE', message, { transient: true, retryAfter: 5, cause });
