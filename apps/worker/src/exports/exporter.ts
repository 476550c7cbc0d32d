import { type Folder, folderFault } from '#lib/folders';
import type { Logger } from '#lib/observability';
import type { CompositionRepository, ProjectExport, ProjectExportRepository } from '#lib/persistence';
import type { ObjectStore } from '#lib/storage';
import { exportFile } from './export-file.js';

const EVERY_MS = 500;
/** Seconds one worker has for one export before another tries. */
const TRY_SECONDS = 120;
/** With the delays between them, a store or a disk has ten minutes to come back. */
const MAX_TRIES = 12;
/** A disk that hangs cannot be told to stop. */
const STOP_PATIENCE_MS = 5_000;

/** Seconds after so many tries: soon at first. */
const delayAfter = (tries: number): number => Math.min(TRY_SECONDS, 2 ** (tries - 1));

export interface ExporterParts {
  readonly exports: ProjectExportRepository;
  readonly compositions: Pick<CompositionRepository, 'get'>;
  readonly store: Pick<ObjectStore, 'get'>;
  readonly projects: Folder;
  /** Tells those who watch it. */
  readonly announce: { settled(compositionId: string): Promise<void> };
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Puts finished results into their projects. Postgres knows which are owed, whoever rendered them and whoever died since. */
export class Exporter {
  readonly #parts: ExporterParts;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | null = null;

  constructor(parts: ExporterParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS);
  }

  /** Breaks off what it is at, for another worker to do at once; what cannot be broken off, when its time is over. */
  async stop(patienceMs = STOP_PATIENCE_MS): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([this.#round, patience]);
    clearTimeout(timer);
  }

  /** All that is owed now, unless it is just doing so; never throws. */
  run(): Promise<void> {
    this.#round ??= this.#all().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  async #all(): Promise<void> {
    const { exports, logger } = this.#parts;
    try {
      while (!this.#stopping.signal.aborted) {
        const owed = await exports.take(TRY_SECONDS);
        if (owed === null) return;
        await this.#settle(owed);
      }
    } catch (error) {
      logger.warn({ err: error }, 'Exports could not be looked for; trying again');
    }
  }

  async #settle(owed: ProjectExport): Promise<void> {
    const { exports, compositions, announce, logger } = this.#parts;
    const { compositionId } = owed;
    const { signal } = this.#stopping;
    try {
      const render = await compositions.get(compositionId);
      const done = await exportFile(owed, render, { ...this.#parts, signal, idleSeconds: TRY_SECONDS });
      logger.info({ composition_id: compositionId, file: owed.outputFile }, done ? 'Exported' : 'Owed no longer');
      await announce.settled(compositionId);
    } catch (error) {
      if (signal.aborted) return exports.later(compositionId, 0, owed.tries);
      logger.warn({ composition_id: compositionId, err: error }, 'An export failed');
      const fault = folderFault(error);
      const tries = owed.tries + 1;
      if (fault.transient && tries < MAX_TRIES) await exports.later(compositionId, delayAfter(tries), tries);
      else {
        await exports.settle(compositionId, fault.message);
        await announce.settled(compositionId);
      }
    }
  }
}
