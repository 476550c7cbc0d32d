import type { Rational } from '#lib/timeline';

/** What a probe found in one media file. Times are seconds from the container's start (its `start_time` is 0 here). */
export interface MediaInfo {
  /** ffprobe's `format_name`. */
  readonly container: string;
  /** One picture without a clock, shown for as long as one likes. */
  readonly still: boolean;
  /** Seconds; null for a still. */
  readonly duration: Rational | null;
  /** False where an input seek may land after the wanted time (MPEG-TS and the like): decode from the start there. */
  readonly seekable: boolean;
  readonly video: VideoInfo | null;
  readonly audio: AudioInfo | null;
  readonly sizeBytes: number;
}

export interface VideoInfo {
  /** Absolute stream index in the file. Never a cover picture. */
  readonly stream: number;
  readonly codec: string;
  readonly codedWidth: number;
  readonly codedHeight: number;
  /** As a person sees it: after rotation, before the sample aspect ratio is applied. */
  readonly width: number;
  readonly height: number;
  /** Sample aspect ratio after rotation; 1/1 where unknown. */
  readonly sar: Rational;
  /** Degrees clockwise a player turns the picture: 0, 90, 180, 270. */
  readonly rotation: number;
  /** Average frame rate, never the nonsense `r_frame_rate` of VFR files. */
  readonly frameRate: Rational;
  readonly pixelFormat: string;
  /** Whether parts of the picture may be see-through. */
  readonly alpha: boolean;
  /** Seconds from the container's start to the first picture, ≥ 0. */
  readonly start: Rational;
  /** Seconds of picture; null where unknown. */
  readonly duration: Rational | null;
  readonly color: ColorInfo;
  readonly interlaced: boolean;
}

/** ffprobe's names; null where the file does not say. */
export interface ColorInfo {
  readonly range: string | null;
  readonly matrix: string | null;
  readonly primaries: string | null;
  readonly transfer: string | null;
}

export interface AudioInfo {
  readonly stream: number;
  readonly codec: string;
  readonly channels: number;
  readonly layout: string | null;
  readonly sampleRate: number;
  readonly start: Rational;
  readonly duration: Rational | null;
}
