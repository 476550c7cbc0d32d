import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SERVICES, type Services } from '../services.js';
import { SourcesService } from './sources.service.js';

const AGAIN_MS = 5_000;
const TRIES = 24;

/** `REINDEX_AT_START`: as soon as a worker is up, and without anybody waiting for it. */
@Injectable()
export class IndexAtStart implements OnApplicationBootstrap {
  constructor(
    @Inject(SourcesService) private readonly sources: SourcesService,
    @Inject(SERVICES) private readonly services: Services | null,
  ) {}

  onApplicationBootstrap(): void {
    if (this.services?.config.assemblies.reindexAtStart === true) this.#attempt(this.services, TRIES);
  }

  #attempt(services: Services, left: number): void {
    this.sources.reindex('start', new AbortController().signal).catch((err: unknown) => {
      if (left > 1) setTimeout(() => this.#attempt(services, left - 1), AGAIN_MS).unref();
      else services.logger.warn({ err }, 'The sources could not be indexed at the start');
    });
  }
}
