import { Inject, Injectable } from '@nestjs/common';
import { CutroomError } from '#lib/contracts';
import { openFolder } from '#lib/folders';
import type { Composition, ProjectExport } from '#lib/persistence';
import { CompositionsService } from '../compositions/compositions.service.js';
import { ForecastService } from '../compositions/forecast/forecast.service.js';
import { validationFailed } from '../http/validate.js';
import { RenderDesk } from '../renders/render-desk.js';
import { SERVICES, type Services } from '../services.js';
import { checkAssembly, missingShots, openProject } from './check-request.js';
import { jobAnswer } from './job-answer.js';
import { ORIGIN, ofShot, toComposition, told } from './to-composition.js';

/** Shots may be many, and each is opened and decoded a little. */
const CHECK_PATIENCE_MS = 60_000;

export interface AssemblyJob {
  readonly render: Composition;
  readonly owed: ProjectExport;
}

@Injectable()
export class AssemblyService {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    @Inject(RenderDesk) private readonly desk: RenderDesk,
    @Inject(CompositionsService) private readonly compositions: CompositionsService,
    @Inject(ForecastService) private readonly forecasts: ForecastService,
  ) {}

  /** @throws CutroomError VALIDATION_FAILED, NOT_FOUND, SERVICE_UNAVAILABLE where no worker could look at the shots */
  async process(body: unknown, requestId: string, gone: AbortSignal) {
    const { config, projectExports } = this.services;
    const asked = checkAssembly(body);
    const folder = await openProject(openFolder(config.projects.dir), asked.project);
    const missing = await missingShots(folder, asked.shots);
    if (missing.length > 0) throw validationFailed(missing);
    const request = toComposition(asked, { maxSeconds: config.projects.maxSeconds, crf: config.render.defaultCrf });
    const question = { request, requestId, patienceMs: CHECK_PATIENCE_MS, firstFrames: true };
    const answer = await this.forecasts.ask(question, gone);
    if (answer?.kind === 'refused') throw validationFailed(answer.errors.map(ofShot));
    if (answer?.kind !== 'plan') {
      throw new CutroomError('SERVICE_UNAVAILABLE', 'No worker could look at the shots just now.', {
        transient: true,
        retryAfter: 5,
      });
    }
    const owed = await this.desk.submitWith({ origin: ORIGIN, request, requestId }, (composition) => {
      const name = `assembly-${composition.compositionId.slice(5)}.${asked.config.output_format ?? 'mp4'}`;
      const { project } = asked;
      return projectExports.create(composition, { project, outputFile: `exports/${name}`, request: told(asked) });
    });
    const { project, shots } = asked;
    return { job_id: owed.compositionId, status: 'queued', project, shot_count: shots.length };
  }

  async answer(jobId: string) {
    const { render, owed } = await this.find(jobId);
    return jobAnswer(render, owed);
  }

  /** @throws CutroomError NOT_FOUND */
  async find(jobId: string): Promise<AssemblyJob> {
    const { compositions, projectExports } = this.services;
    const [render, owed] = await Promise.all([compositions.get(jobId), projectExports.get(jobId)]);
    if (render === null || owed === null) throw new CutroomError('NOT_FOUND', 'There is no job with this id.');
    return { render, owed };
  }

  /** @throws CutroomError NOT_FOUND, CONFLICT where it has ended already */
  async cancel(jobId: string) {
    await this.find(jobId);
    await this.compositions.cancel(jobId);
    return this.answer(jobId);
  }
}
