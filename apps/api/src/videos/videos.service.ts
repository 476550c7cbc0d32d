import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CutroomError, type ErrorCode } from '#lib/contracts';
import { openFolder } from '#lib/folders';
import { type NewVariant, type NewVideoJob, newVideoId, type RenderedVariant, type Video } from '#lib/persistence';
import { type AssetContext, AssetsService } from '../assets/assets.service.js';
import { LiveFonts } from '../compositions/live-fonts.js';
import { RenderDesk, type RenderOrder } from '../renders/render-desk.js';
import { SERVICES, type Services } from '../services.js';
import { type CheckedOverlays, checkSpans, together } from './check-overlays.js';
import type { Quality, TrimDto } from './dto/requests.dto.js';
import { filmOf, filmOfVariant, probedFilm } from './film-of.js';
import { jobFailure, jobStatus } from './job-state.js';
import { mimeType } from './mime-type.js';
import { sourceOf } from './stored-files.js';
import { type Film, ORIGIN } from './to-composition/film.js';
import { type FontChoice, fontChoice } from './to-composition/font-family.js';
import { overlaid } from './to-composition/overlays.js';
import { transcode } from './to-composition/transcode.js';
import { trim } from './to-composition/trim.js';

const notFound = (what: string): CutroomError => new CutroomError('NOT_FOUND', `There is no ${what} with this id.`);
/** A variant that is the whole of what its composition makes. */
const RESULT = { rendition: null, quality: 'source' } as const;
const UPLOAD_REFUSED: ErrorCode = 'INVALID_CLIP_FORMAT';

/** What a job makes. */
interface Work extends Pick<RenderOrder, 'request'>, Pick<NewVideoJob, 'type'> {
  readonly variants: readonly NewVariant[];
}

@Injectable()
export class VideosService {
  readonly #fonts: LiveFonts;

  constructor(
    @Inject(SERVICES) private readonly services: Services,
    @Inject(AssetsService) private readonly assets: AssetsService,
    @Inject(RenderDesk) private readonly desk: RenderDesk,
  ) {
    this.#fonts = new LiveFonts(services.workers);
  }

  /** @throws CutroomError INVALID_CLIP_FORMAT where it is no film, SERVICE_UNAVAILABLE where nobody could look at it */
  async upload(request: IncomingMessage, context: AssetContext): Promise<Video> {
    const asset = await this.assets.upload(request, context);
    const film = asset.probe === null ? null : probedFilm(asset.probe);
    if (film === null) {
      await this.services.assets.remove(asset.assetId);
      await this.services.store.remove(asset);
      throw asset.probe === null && asset.probeError === null
        ? new CutroomError('SERVICE_UNAVAILABLE', 'Nobody could look at the film just now.', {
            transient: true,
            retryAfter: 5,
          })
        : new CutroomError(UPLOAD_REFUSED, asset.probeError ?? 'This file is no film: it has no moving picture.');
    }
    const { bucket, key, filename: originalFilename, contentType, sizeBytes } = asset;
    const { width, height, frameRate, duration: durationSec } = film;
    const said = { originalFilename, mimeType: mimeType(contentType, originalFilename) };
    const file = { bucket, key, ...said, sizeBytes };
    return this.services.videos.create({ id: newVideoId(), ...file, width, height, frameRate, durationSec });
  }

  list(page: number, pageSize: number) {
    return this.services.videos.list(page, pageSize);
  }

  async trim(asked: TrimDto, requestId: string): Promise<string> {
    const { video, film } = await this.#source(asked.video_id, asked.source_variant_id ?? null);
    const { request, start, end } = trim(film, asked);
    const variant: NewVariant = { ...RESULT, kind: 'trim', config: { start, end }, overlays: [] };
    const work = { type: 'trim', request, variants: [variant] } as const;
    return this.#queue(video.id, asked.source_variant_id ?? null, work, requestId);
  }

  /** @throws CutroomError VALIDATION_FAILED with every path and font that is not there */
  async overlay(
    { videoId, sourceVariantId, overlays, watermark }: CheckedOverlays,
    requestId: string,
  ): Promise<string> {
    const { video, film } = await this.#source(videoId, sourceVariantId);
    checkSpans(overlays, film.duration);
    const paths = new Map<string, string>();
    const fonts = new Map<string, FontChoice>();
    const families = await this.#fonts.get();
    const problems: { pointer: string; message: string }[] = [];
    const look = async (path: string, pointer: string): Promise<void> => {
      const url = await this.#sourceUrl(path);
      if (url === null) problems.push({ pointer, message: 'is neither in the folder of assets nor a stored file' });
      else paths.set(path, url);
    };
    for (const [index, one] of overlays.entries()) {
      const at = `/overlays/${index}`;
      if (one.type === 'image') await look(one.image_path, `${at}/image_path`);
      if (one.type === 'video') await look(one.video_path, `${at}/video_path`);
      if (one.type !== 'text' || one.font === undefined) continue;
      const font = fontChoice(one.font, families);
      if (font === null) problems.push({ pointer: `${at}/font`, message: 'is no font of this service' });
      else fonts.set(one.font, font);
    }
    if (watermark !== undefined) await look(watermark.image_path, '/watermark/image_path');
    together(problems);
    const request = overlaid(film, overlays, watermark, {
      url: (path) => paths.get(path) ?? '',
      font: (name) => fonts.get(name) ?? { font: name, bold: false, italic: false },
    });
    const kind = overlays.length === 0 ? 'watermark' : 'overlay';
    const marks = watermark === undefined ? [] : [{ type: 'watermark', payload: { ...watermark } }];
    const variant: NewVariant = {
      ...{ ...RESULT, kind },
      config: { overlays: overlays.length, watermark: watermark !== undefined },
      overlays: [...overlays.map((one) => ({ type: one.type, payload: { ...one } })), ...marks],
    };
    return this.#queue(video.id, sourceVariantId, { type: kind, request, variants: [variant] }, requestId);
  }

  /** @param id of a film or of a variant */
  async transcode(id: string, qualities: readonly Quality[], requestId: string): Promise<string> {
    const variant = await this.services.videos.getVariant(id);
    const source = variant === null ? null : variant.variant.id;
    const { video, film } = await this.#source(variant?.variant.videoId ?? id, source);
    const { request, variants } = transcode(film, qualities);
    const work: Work = {
      ...{ type: 'transcode_multi', request },
      variants: variants.map((one) => ({ ...one, kind: 'transcode', overlays: [] })),
    };
    return this.#queue(video.id, source, work, requestId);
  }

  async variants(videoId: string): Promise<readonly RenderedVariant[]> {
    const video = await this.services.videos.get(videoId);
    if (video === null) throw notFound('video');
    return this.services.videos.variantsOfVideo(videoId);
  }

  async variant(id: string): Promise<RenderedVariant> {
    const variant = await this.services.videos.getVariant(id);
    if (variant === null) throw notFound('variant');
    return variant;
  }

  /** What a job makes first; all of it comes of one render. @throws CutroomError NOT_FOUND */
  async job(jobId: string): Promise<RenderedVariant> {
    const [first] = await this.services.videos.variantsOfJob(jobId);
    if (first === undefined) throw notFound('job');
    return first;
  }

  /** What a job made first. @throws CutroomError NOT_READY while it runs, NOT_FOUND where it failed */
  async result(jobId: string): Promise<RenderedVariant> {
    const first = await this.job(jobId);
    const failure = jobFailure(first.composition);
    if (failure !== null) throw new CutroomError('NOT_FOUND', failure);
    const status = jobStatus(first.composition);
    if (status !== 'SUCCESS') throw new CutroomError('NOT_READY', `The job is ${status}.`);
    return first;
  }

  async #source(videoId: string, variantId: string | null): Promise<{ readonly video: Video; readonly film: Film }> {
    const video = await this.services.videos.get(videoId);
    if (video === null) throw notFound('video');
    if (variantId === null) return { video, film: filmOf(video) };
    const variant = await this.variant(variantId);
    if (variant.variant.videoId !== videoId) throw notFound('variant of this video');
    return { video, film: filmOfVariant(variant) };
  }

  #sourceUrl(path: string): Promise<string | null> {
    const { store, config } = this.services;
    return sourceOf(path, { assets: openFolder(config.videos.assetsDir), store, bucket: config.storage.bucket });
  }

  async #queue(
    videoId: string,
    sourceVariantId: string | null,
    { request, ...work }: Work,
    requestId: string,
  ): Promise<string> {
    return this.desk.submitWith({ origin: ORIGIN, request, requestId }, (composition) =>
      this.services.videos.createJob({ ...work, videoId, sourceVariantId, composition }),
    );
  }
}
