import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CutroomError, type ErrorCode } from '#lib/contracts';
import { openFolder } from '#lib/folders';
import { type NewVariant, newVideoId, type RenderedVariant, type Video } from '#lib/persistence';
import { type AssetContext, AssetsService } from '../assets/assets.service.js';
import { LiveFonts } from '../compositions/live-fonts.js';
import { RenderDesk, type RenderOrder } from '../renders/render-desk.js';
import { SERVICES, type Services } from '../services.js';
import { type CheckedOverlays, checkSpans, together } from './check-overlays.js';
import type { Quality, TrimDto } from './dto/requests.dto.js';
import { filmOf, filmOfVariant, probedFilm } from './film-of.js';
import { jobFailure, jobStatus } from './job-state.js';
import { sourceOf } from './stored-files.js';
import { type Film, ORIGIN } from './to-composition/film.js';
import { type FontChoice, fontChoice } from './to-composition/font-family.js';
import { overlaid } from './to-composition/overlays.js';
import { transcode } from './to-composition/transcode.js';
import { trim } from './to-composition/trim.js';

const notFound = (what: string): CutroomError => new CutroomError('NOT_FOUND', `There is no ${what} with this id.`);
const UPLOAD_REFUSED: ErrorCode = 'INVALID_CLIP_FORMAT';

type Work = Omit<NewVariant, 'composition'> & Pick<RenderOrder, 'request'>;

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
    const { bucket, key, filename: originalFilename, contentType: mimeType, sizeBytes } = asset;
    const { width, height, frameRate, duration: durationSec } = film;
    const file = { bucket, key, originalFilename, mimeType, sizeBytes };
    return this.services.videos.create({ id: newVideoId(), ...file, width, height, frameRate, durationSec });
  }

  list(page: number, pageSize: number) {
    return this.services.videos.list(page, pageSize);
  }

  async trim(asked: TrimDto, requestId: string): Promise<string> {
    const { video, film } = await this.#source(asked.video_id, asked.source_variant_id ?? null);
    const { request, start, end } = trim(film, asked);
    const work: Work = { request, kind: 'trim', quality: 'source', config: { start, end }, overlays: [] };
    return this.#queue('trim', video.id, asked.source_variant_id ?? null, [work], requestId);
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
    const work: Work = {
      ...{ request, kind, quality: 'source' },
      config: { overlays: overlays.length, watermark: watermark !== undefined },
      overlays: [...overlays.map((one) => ({ type: one.type, payload: { ...one } })), ...marks],
    };
    return this.#queue(kind, video.id, sourceVariantId, [work], requestId);
  }

  /** @param id of a film or of a variant */
  async transcode(id: string, qualities: readonly Quality[], requestId: string): Promise<string> {
    const variant = await this.services.videos.getVariant(id);
    const source = variant === null ? null : variant.variant.id;
    const { video, film } = await this.#source(variant?.variant.videoId ?? id, source);
    const works = qualities.map((quality): Work => {
      const { request, config } = transcode(film, quality);
      return { request, kind: 'transcode', quality, config, overlays: [] };
    });
    return this.#queue('transcode_multi', video.id, source, works, requestId);
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

  /** What a job makes. @throws CutroomError NOT_FOUND */
  async job(jobId: string): Promise<readonly RenderedVariant[]> {
    const variants = await this.services.videos.variantsOfJob(jobId);
    if (variants.length === 0) throw notFound('job');
    return variants;
  }

  /** What a job made first. @throws CutroomError NOT_READY while it runs, NOT_FOUND where it failed */
  async result(jobId: string): Promise<RenderedVariant> {
    const variants = await this.job(jobId);
    const renders = variants.map(({ composition }) => composition);
    const status = jobStatus(renders);
    if (status === 'FAILURE') throw new CutroomError('NOT_FOUND', jobFailure(renders) ?? 'The job failed.');
    const [first] = variants;
    if (status !== 'SUCCESS' || first === undefined) throw new CutroomError('NOT_READY', `The job is ${status}.`);
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
    type: 'trim' | 'overlay' | 'watermark' | 'transcode_multi',
    videoId: string,
    sourceVariantId: string | null,
    works: readonly Work[],
    requestId: string,
  ): Promise<string> {
    const orders = works.map(({ request }) => ({ origin: ORIGIN, request, requestId }));
    return this.desk.submitAll(orders, (compositions) => {
      const variants = works.flatMap(({ request: _, ...work }, index) => {
        const composition = compositions[index];
        return composition === undefined ? [] : [{ ...work, composition }];
      });
      return this.services.videos.createJob({ type, videoId, sourceVariantId, variants });
    });
  }
}
