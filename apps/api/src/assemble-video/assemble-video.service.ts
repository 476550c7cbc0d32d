import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CutroomError, formatObjectUrl, parseObjectUrl } from '#lib/contracts';
import { type Composition, newAssetId } from '#lib/persistence';
import { pendingUploadKey } from '#lib/storage';
import { CompositionsService } from '../compositions/compositions.service.js';
import { RenderDesk } from '../renders/render-desk.js';
import { SERVICES, type Services } from '../services.js';
import { type ReceivedForm, receiveForm, type UploadedFile } from '../uploads/receive-form.js';
import { checkScenes, type SceneFiles, type StoredFile } from './check-scenes.js';
import { FlatError } from './flat-error.js';
import { MAX_SCENES } from './metadata.dto.js';
import { pathOf, readMetadata } from './read-metadata.js';
import { ORIGIN, toComposition } from './to-composition.js';

export interface AssemblyContext {
  readonly requestId: string;
  /** Fires when the client is gone. */
  readonly gone: AbortSignal;
}

@Injectable()
export class AssembleVideoService {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    @Inject(RenderDesk) private readonly desk: RenderDesk,
    @Inject(CompositionsService) private readonly compositions: CompositionsService,
  ) {}

  /** The finished composition. What was uploaded for it is gone afterwards. */
  async assemble(request: IncomingMessage, context: AssemblyContext): Promise<Composition> {
    const { limits, assembleVideo } = this.services.config;
    const rules = {
      files: { images: MAX_SCENES, audio: MAX_SCENES },
      fields: ['metadata'],
      maxFileBytes: Math.min(limits.maxAssetBytes, assembleVideo.maxBytes),
      maxTotalBytes: assembleVideo.maxBytes,
    };
    const form = await receiveForm(
      request,
      rules,
      (file) => this.#store(file),
      (file) => this.#remove(file),
    );
    try {
      return await this.#render(form, context);
    } finally {
      await Promise.allSettled(form.files.map(({ stored }) => this.#remove(stored)));
    }
  }

  async #render(form: ReceivedForm<StoredFile>, { requestId, gone }: AssemblyContext): Promise<Composition> {
    const { config } = this.services;
    const metadata = readMetadata(form.fields.get('metadata'));
    const files = filesOf(form);
    checkScenes(metadata, files, {
      maxSeconds: config.limits.maxCompositionSeconds,
      allows4k: config.features.output4k,
    });
    const request = toComposition(metadata, files, config.render.defaultCrf);
    const { compositionId } = await this.desk.submit({ origin: ORIGIN, request, priority: 'high', requestId });
    const late = AbortSignal.timeout(config.assembleVideo.timeoutSeconds * 1000);
    const status = await this.desk.ended(compositionId, AbortSignal.any([gone, late]));
    if (status === null) await this.#cancel(compositionId);
    if (status === null && !gone.aborted) throw tooLate(config.assembleVideo.timeoutSeconds);
    const composition = await this.compositions.get(compositionId);
    if (composition.status === 'completed') return composition;
    throw failure(composition);
  }

  /** A file nobody refers to later: the janitor removes it should this process die before it does. */
  async #store(file: UploadedFile): Promise<StoredFile> {
    const { store, config } = this.services;
    const ref = { bucket: config.storage.bucket, key: pendingUploadKey(newAssetId(), file.name) };
    const { sizeBytes } = await store.put(ref, file.body, { contentType: file.contentType });
    return { url: formatObjectUrl(ref), sizeBytes };
  }

  async #remove({ url }: StoredFile): Promise<void> {
    await this.services.store.remove(parseObjectUrl(url));
  }

  async #cancel(compositionId: string): Promise<void> {
    await this.compositions.cancel(compositionId).catch((err: unknown) => {
      // It ended just now.
      if (!(err instanceof CutroomError) || err.code !== 'CONFLICT') throw err;
    });
  }
}

const filesOf = ({ files }: ReceivedForm<StoredFile>): SceneFiles => {
  const of = (wanted: string) => files.flatMap(({ field, stored }) => (field === wanted ? [stored] : []));
  return { images: of('images'), audio: of('audio') };
};

const tooLate = (seconds: number): FlatError =>
  new FlatError('TIMEOUT', 504, `The video was not ready within ${seconds} seconds.`);

const failure = ({ errorCode, errorMessage, errorDetails }: Composition): FlatError => {
  if (errorCode === 'TIMEOUT') return new FlatError('TIMEOUT', 504, errorMessage ?? 'It took too long.');
  const errors = Array.isArray(errorDetails?.['errors']) ? errorDetails['errors'] : [];
  // As the worker wrote them.
  const problems = (errors as { pointer: string; message: string }[]).map(({ pointer, message }) => ({
    path: fileOf(pointer),
    message,
  }));
  return new FlatError('FFMPEG_ERROR', 500, errorMessage ?? 'The video could not be made.', problems);
};

/** Where the composition names a file → where the form does. */
const fileOf = (pointer: string): string => {
  const [, picture] = /^\/clips\/(\d+)\/url$/.exec(pointer) ?? [];
  const [, sound] = /^\/(?:audio\/sequence|clips)\/(\d+)(?:\/sound_url)?$/.exec(pointer) ?? [];
  if (picture !== undefined) return `images[${picture}]`;
  return sound === undefined ? pathOf(pointer) : `audio[${sound}]`;
};
