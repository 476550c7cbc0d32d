import { Inject, Injectable } from '@nestjs/common';
import { endEvent } from '#lib/answers';
import { CutroomError, type Problem, settledSeq } from '#lib/contracts';
import { openFolder } from '#lib/folders';
import type { Composition, ProjectExport } from '#lib/persistence';
import { CompositionsService } from '../compositions/compositions.service.js';
import { ForecastService } from '../compositions/forecast/forecast.service.js';
import { validationFailed } from '../http/validate.js';
import { RenderDesk } from '../renders/render-desk.js';
import { SERVICES, type Services } from '../services.js';
import { type CheckedAssembly, checkAssembly, missingShots, notThere, openProject } from './check-request.js';
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
    const request = this.#request(asked);
    const problems = [...missing.map(notThere), ...(await this.#unusable(asked, missing, { requestId, gone }))];
    if (problems.length > 0) throw validationFailed(problems);
    const owed = await this.desk.submitWith({ origin: ORIGIN, request, requestId }, (composition) => {
      const name = `assembly-${composition.compositionId.slice(5)}.${asked.config.output_format ?? 'mp4'}`;
      const { project } = asked;
      return projectExports.create(composition, { project, outputFile: `exports/${name}`, request: told(asked) });
    });
    const { project, shots } = asked;
    return { job_id: owed.compositionId, status: 'queued', project, shot_count: shots.length };
  }

  /** What a worker finds wrong with the shots that are there. @throws CutroomError SERVICE_UNAVAILABLE where none could look */
  async #unusable(
    asked: CheckedAssembly,
    missing: readonly number[],
    { requestId, gone }: { readonly requestId: string; readonly gone: AbortSignal },
  ): Promise<readonly Problem[]> {
    const there = [...asked.shots.keys()].filter((index) => !missing.includes(index));
    if (there.length === 0) return [];
    const shots = asked.shots.filter((_, index) => there.includes(index));
    const question = { requestId, patienceMs: CHECK_PATIENCE_MS, firstFrames: true };
    const answer = await this.forecasts.ask({ ...question, request: this.#request({ ...asked, shots }) }, gone);
    if (answer?.kind === 'refused') return answer.errors.map((problem) => ofShot(problem, there));
    if (answer?.kind === 'plan' || missing.length > 0) return [];
    throw new CutroomError('SERVICE_UNAVAILABLE', 'No worker could look at the shots just now.', {
      transient: true,
      retryAfter: 5,
    });
  }

  #request(asked: CheckedAssembly) {
    const { projects, render } = this.services.config;
    return toComposition(asked, { maxSeconds: projects.maxSeconds, crf: render.defaultCrf });
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
    try {
      await this.compositions.cancel(jobId);
    } catch (error) {
      // Rendered, but not in the project yet: that is still to be stopped.
      const { projectExports, compositions, progressBus } = this.services;
      if (!(await projectExports.withdraw(jobId))) throw error;
      const render = await compositions.get(jobId);
      const event = render === null ? null : endEvent(render, settledSeq(render.attempt));
      if (event !== null) progressBus.publish(event);
    }
    return this.answer(jobId);
  }
}
