import { Inject, Injectable } from '@nestjs/common';
import { CutroomError } from '#lib/contracts';
import { openFolder } from '#lib/folders';
import { newCompositionId } from '#lib/persistence';
import { QueueGate } from '../compositions/queue-gate.js';
import { SERVICES, type Services } from '../services.js';
import { noIndex } from '../sources/sources.service.js';
import { assemblyNumber } from './assembly-id.js';
import { checkAssembly } from './check-request.js';
import type { AssemblyAnswer } from './dto.js';
import { assemblyAnswer } from './present.js';
import { toComposition } from './to-composition.js';

/** Of one answer; older ones are still found by their id. */
const LISTED = 1000;
/** A result, never what is still on its way to be one. */
const FILE_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}$/;

@Injectable()
export class AssembliesService {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    @Inject(QueueGate) private readonly gate: QueueGate,
  ) {}

  /** @throws CutroomError NOT_READY (no index), VALIDATION_FAILED, QUEUE_FULL */
  async create(body: unknown, requestId: string): Promise<AssemblyAnswer> {
    const { assemblies, sources, config, relay, metrics, logger } = this.services;
    const settings = config.assemblies;
    const indexed = await sources.list();
    if (indexed === null) throw noIndex();
    const { name, preview, clips } = checkAssembly(body, indexed, settings.maxSeconds);
    await this.gate.enter();
    const compositionId = newCompositionId();
    const stored = clips.map(({ filename, start, end }) => ({ filename, start, end }));
    const state = await assemblies.create({ name, preview, clips: stored, compositionId }, (number) =>
      toComposition({ preview, clips }, number, { compositionId, requestId, settings }),
    );
    relay.kick();
    metrics.compositions.inc({ status: 'queued' });
    const answer = assemblyAnswer(state);
    logger.info({ composition_id: compositionId, assembly: answer.id, clips: clips.length }, 'Assembly queued');
    return answer;
  }

  async list(): Promise<readonly AssemblyAnswer[]> {
    return (await this.services.assemblies.list(LISTED)).map(assemblyAnswer);
  }

  /** @throws CutroomError NOT_FOUND */
  async read(id: string): Promise<AssemblyAnswer> {
    const number = assemblyNumber(id);
    const state = number === null ? null : await this.services.assemblies.get(number);
    if (state === null) throw new CutroomError('NOT_FOUND', 'Assembly not found');
    return assemblyAnswer(state);
  }

  /** The real path of a finished file. @throws CutroomError NOT_FOUND */
  async file(id: string, filename: string): Promise<string> {
    const { status } = await this.read(id);
    if (status !== 'done' || !FILE_NAME.test(filename)) throw new CutroomError('NOT_FOUND', 'File not found');
    return openFolder(this.services.config.assemblies.outputDir)
      .file(`${id}/${filename}`)
      .catch(() => {
        throw new CutroomError('NOT_FOUND', 'File not found');
      });
  }
}
