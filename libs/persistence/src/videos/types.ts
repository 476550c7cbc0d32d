import type { Composition, NewComposition } from '../compositions/types.js';
import type { VideoEntity } from '../entities/video.js';
import type { VideoJobEntity, VideoJobType } from '../entities/video-job.js';
import type { VariantKind, VariantQuality, VideoVariantEntity } from '../entities/video-variant.js';
import type { JsonObject } from '../json.js';

export type { VideoJobType } from '../entities/video-job.js';
export type { VariantKind, VariantQuality } from '../entities/video-variant.js';

export type Video = Readonly<VideoEntity>;
export type NewVideo = Omit<Video, 'uploadTime'>;
export type VideoJob = Readonly<VideoJobEntity>;
export type VideoVariant = Readonly<VideoVariantEntity>;

/** A variant and the render it comes of. */
export interface RenderedVariant {
  readonly variant: VideoVariant;
  readonly composition: Composition;
}

export interface NewVideoJob {
  readonly type: VideoJobType;
  readonly videoId: string;
  readonly sourceVariantId: string | null;
  /** Its one render, which every variant is a file of. */
  readonly composition: NewComposition;
  readonly variants: readonly NewVariant[];
}

export interface NewVariant {
  /** Of the composition; null: the result itself. */
  readonly rendition: string | null;
  readonly kind: VariantKind;
  readonly quality: VariantQuality;
  readonly config: JsonObject;
  /** What is laid over it, as it was asked for. */
  readonly overlays: readonly { readonly type: string; readonly payload: JsonObject }[];
}

export interface VideoPage {
  readonly items: readonly Video[];
  readonly total: number;
}
