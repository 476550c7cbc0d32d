import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CutroomError } from '#lib/contracts';
import type { Folder } from '#lib/folders';
import type { Logger } from '#lib/observability';
import type { Composition, CompositionRepository, ProjectExport, ProjectExportRepository } from '#lib/persistence';
import type { ObjectStore } from '#lib/storage';
import { addAssembly } from './project-file.js';

const EVERY_MS = 500;
/** Seconds one worker has for one export before another tries. */
const TRY_SECONDS = 120;

export interface ExporterParts {
  readonly exports: ProjectExportRepository;
  readonly compositions: Pick<CompositionRepository, 'get'>;
  readonly store: Pick<ObjectStore, 'get'>;
  readonly projects: Folder;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Puts finished results into their projects. Postgres knows which are owed, whoever rendered them and whoever died since. */
export class Exporter {
  readonly #parts: ExporterParts;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | null = null;

  constructor(parts: ExporterParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#round ??= this.run().finally(() => {
        this.#round = null;
      });
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  /** All that is owed now; never throws. */
  async run(): Promise<void> {
    const { exports, logger } = this.#parts;
    try {
      for (let owed = await exports.take(TRY_SECONDS); owed !== null; owed = await exports.take(TRY_SECONDS)) {
        await this.#settle(owed);
      }
    } catch (error) {
      logger.warn({ err: error }, 'Exports could not be looked for; trying again');
    }
  }

  async #settle(owed: ProjectExport): Promise<void> {
    const { exports, compositions, logger } = this.#parts;
    const { compositionId } = owed;
    try {
      const render = await compositions.get(compositionId);
      if (render !== null) await this.#export(owed, render);
      await exports.settle(compositionId, null);
      logger.info({ composition_id: compositionId, file: owed.outputFile }, 'Exported');
    } catch (error) {
      logger.warn({ composition_id: compositionId, err: error }, 'An export failed');
      if (error instanceof CutroomError && !error.transient) await exports.settle(compositionId, error.message);
    }
  }

  async #export(owed: ProjectExport, { compositionId, result, createdAt }: Composition): Promise<void> {
    const { exports, store, projects } = this.#parts;
    const { project, outputFile, request } = owed;
    if (result === null) throw new CutroomError('ASSET_NOT_FOUND', 'The result expired before it was exported.');
    const projectFile = await projects.file(`${project}/project.json`);
    const place = await projects.place(`${project}/${outputFile}`);
    const draft = join(dirname(place), `.${randomUUID()}.tmp`);
    try {
      const { body } = await store.get(result);
      await pipeline(body, createWriteStream(draft, { flags: 'wx' }));
      await rename(draft, place);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    const made = { job_id: compositionId, created_at: createdAt.toISOString() };
    const entry = { file: outputFile, duration: result.duration, ...request, ...made };
    try {
      await exports.alone(project, () => addAssembly(projectFile, entry));
    } catch (error) {
      // A film that the project does not know of is nobody's.
      if (error instanceof CutroomError && !error.transient) await rm(place, { force: true });
      throw error;
    }
  }
}
