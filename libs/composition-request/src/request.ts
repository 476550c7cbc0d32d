import type { Priority } from '#lib/contracts';
import type { ColorPreset, Fit, FrameSize, Motion, OutputFormat, VideoCodec, X264Preset } from '#lib/timeline';
import type { OverlayRequest } from './overlay-request.js';

/**
 * A validated composition request, in the client's own names: what `compositions.config` stores and
 * what the worker maps to a Timeline. Times are decimal seconds. Absent means "not said".
 */
export interface CompositionRequest {
  readonly clips: readonly ClipRequest[];
  readonly audio?: AudioRequest;
  readonly overlays?: readonly OverlayRequest[];
  readonly output?: OutputRequest;
  readonly background?: string;
  /** Of every clip that does not say its own. */
  readonly color_preset?: ColorPreset;
  readonly user_id?: string;
  readonly callback_url?: string;
  readonly priority?: Priority;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Said by doors: the end is that of the pictures (default), or of `audio.sequence` where that is over sooner. */
  readonly ends?: 'picture' | 'shorter';
}

export interface ClipRequest {
  readonly url: string;
  readonly trim_start?: number;
  readonly trim_end?: number;
  /** Pictures only. */
  readonly duration?: number;
  readonly speed?: number;
  readonly start_time?: number;
  readonly end_time?: number;
  readonly volume?: number;
  readonly mute?: boolean;
  readonly fit?: Fit;
  readonly color_preset?: ColorPreset;
  /** Pictures only. */
  readonly motion?: Motion;
  /** Pictures only, said by doors: heard with it; it is shown until both its `duration` and this are over. */
  readonly sound_url?: string;
  /** `cut`, `fade`, `crossfade` or an xfade name. */
  readonly transition_in?: string;
  readonly transition_duration?: number;
}

export interface AudioRequest {
  readonly music_url?: string;
  readonly voiceover_url?: string;
  readonly music_volume?: number;
  readonly voiceover_volume?: number;
  readonly music_loop?: boolean;
  /** Seconds on the timeline. */
  readonly music_start?: number;
  readonly voiceover_start?: number;
  readonly fade_in?: number;
  readonly fade_out?: number;
  readonly ducking?: boolean | DuckingRequest;
  /** LUFS. */
  readonly loudness?: number;
  /** Said by doors: seconds over which every clip comes up and goes down. */
  readonly cut_fade?: number;
  /** Said by doors: sounds one after the other, from the beginning on. */
  readonly sequence?: readonly string[];
}

export interface DuckingRequest {
  readonly amount_db?: number;
  readonly attack?: number;
  readonly release?: number;
}

export const RESOLUTIONS = ['480p', '720p', '1080p', '1440p', '4k'] as const;
export type ResolutionName = (typeof RESOLUTIONS)[number];
/** By name, with the shape that `aspect_ratio` says; or in pixels. */
export type Resolution = ResolutionName | FrameSize;

/** A further size, in the quality of the output or in one of its own. */
export type RenditionRequest = Resolution | { readonly resolution: Resolution; readonly crf?: number };

export const ASPECT_RATIOS = ['16:9', '9:16', '1:1', '4:5'] as const;
export type AspectRatio = (typeof ASPECT_RATIOS)[number];

export const REENCODE = ['always', 'auto'] as const;
export type Reencode = (typeof REENCODE)[number];

export interface OutputRequest {
  /** Said by doors, instead of fps: frames a second as a fraction, `30000/1001`. */
  readonly frame_rate?: string;
  /** Said by doors: whether the picture is copied where the sources allow it, whatever the shape of their pixels. */
  readonly copy?: boolean;
  /** Said by doors: as large as the first clip's picture, with no side longer than the longer one of `resolution`. */
  readonly source_size?: boolean;
  /** Said by doors: whether a thumbnail is all that is made. */
  readonly still_only?: boolean;
  /** Said by doors: longest video, seconds, instead of the service's own limit. */
  readonly max_seconds?: number;
  /** Said by doors: `folder://…`, where the result is put besides the store. */
  readonly deliver_to?: string;
  readonly resolution?: Resolution;
  readonly aspect_ratio?: AspectRatio;
  readonly fps?: number;
  readonly crf?: number;
  readonly preset?: X264Preset;
  readonly format?: OutputFormat;
  readonly codec?: VideoCodec;
  /** Said by doors, H.264 only: bits per second of the picture, instead of a quality. */
  readonly video_bitrate?: number;
  readonly renditions?: readonly RenditionRequest[];
  /** As `192k`: thousands of bits per second. */
  readonly audio_bitrate?: string;
  /** `auto`: the picture is copied where the sources are already what is asked for. */
  readonly reencode?: Reencode;
  readonly thumbnail_time?: number;
}
