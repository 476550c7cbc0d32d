import type { OutputFormat, PictureCodec } from './formats.js';
import type { Layer } from './layers.js';
import type { ColorPreset, Fit, Motion } from './look.js';
import type { Rational } from './rational.js';

/**
 * What the client means, in exact time. It knows nothing of files or ffmpeg; every part keeps the
 * JSON pointer of the request it came from, so that any later problem can name it.
 */
export interface Timeline {
  /** Colour behind everything, `#RRGGBB`. */
  readonly background: string;
  readonly clips: readonly Clip[];
  readonly layers: readonly Layer[];
  readonly audio: AudioBed;
  /** Where it ends: with its picture, or with `audio.sequence` where that is over sooner. */
  readonly ends: 'picture' | 'shorter';
  readonly output: OutputSpec;
}

export interface Clip {
  readonly pointer: string;
  readonly url: string;
  /** In-point in the source, seconds ≥ 0 counted from the source's own start. */
  readonly inPoint: Rational;
  /** Out-point in the source, seconds; null = the source's end. */
  readonly outPoint: Rational | null;
  /** Seconds a picture is shown; null = not said. A video has its own length. */
  readonly shownFor: Rational | null;
  /** Source seconds per second of the timeline, 1/4–4; the sound keeps its pitch. */
  readonly speed: Rational;
  readonly placement: Placement;
  /** Where the client says the clip ends on the timeline, checked against its length; null = not said. */
  readonly statedEnd: Rational | null;
  readonly transition: TransitionIn;
  readonly fit: Fit;
  readonly colorPreset: ColorPreset;
  /** Pictures only. */
  readonly motion: Motion | null;
  /** Heard with a picture, which is held until it is over; null = a clip has the sound it has. */
  readonly sound: NamedSound | null;
  /** Gain of the clip's own sound, 0–2, linear. 0 where muted. */
  readonly volume: number;
}

/** A file of which only the sound is used. */
export interface NamedSound {
  readonly pointer: string;
  readonly url: string;
}

/** Sequential clips follow the one before; placed ones stand exactly at `start` seconds. */
export type Placement = { readonly kind: 'sequential' } | { readonly kind: 'placed'; readonly start: Rational };

export type TransitionIn =
  | { readonly kind: 'cut' }
  /** Dips through the background: outgoing last d, incoming first d. Nothing moves. */
  | { readonly kind: 'fade'; readonly duration: Rational }
  /** Overlaps by d; `effect` is the xfade name (`crossfade` is xfade's `fade`). */
  | { readonly kind: 'overlap'; readonly effect: string; readonly duration: Rational };

export interface AudioBed {
  readonly music: MusicTrack | null;
  readonly voice: VoiceTrack | null;
  /** Heard whole and one after the other from the beginning on. */
  readonly sequence: readonly NamedSound[];
  /** Of the music, under the voice; null = not asked for. */
  readonly ducking: Ducking | null;
  /** Integrated loudness of the whole sound, LUFS (EBU R128); null = as it comes. */
  readonly loudness: number | null;
  /** Seconds over which every clip comes up and goes down; null = cuts are joined so that they cannot be heard. */
  readonly cutFade: Rational | null;
}

export interface Ducking {
  /** By how much the music is turned down, dB ≥ 0. */
  readonly amountDb: number;
  /** Seconds from full level to turned down; they end where the voice begins. */
  readonly attack: Rational;
  /** Seconds from turned down to full level, after the voice. */
  readonly release: Rational;
}

export interface MusicTrack {
  readonly pointer: string;
  readonly url: string;
  readonly volume: number;
  readonly loop: boolean;
  /** Seconds on the timeline where it begins, ≥ 0. */
  readonly start: Rational;
  readonly startPointer: string;
  /** Seconds; of the music alone. */
  readonly fadeIn: Rational;
  readonly fadeOut: Rational;
}

export interface VoiceTrack {
  readonly pointer: string;
  readonly url: string;
  readonly volume: number;
  /** Seconds on the timeline where it begins, ≥ 0. */
  readonly start: Rational;
  readonly startPointer: string;
}

/** Pixels; both even. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

export interface Rendition extends FrameSize {
  /** As the client calls it: `480p`, or `640x360`; with its quality where it has one of its own, `480p-crf24`. */
  readonly name: string;
  readonly crf: number;
}

export interface OutputSpec extends FrameSize {
  /** Whether it is as large as the first clip's picture instead, with no side longer than the longer one said here. */
  readonly sourceSize: boolean;
  readonly fps: Rational;
  readonly crf: number;
  readonly preset: X264Preset;
  /** Of the picture, bits per second, instead of the quality that `crf` names; null = not said. H.264 only. */
  readonly bitrate: number | null;
  readonly format: OutputFormat;
  /** Null where the result is sound alone. */
  readonly codec: PictureCodec | null;
  /** Further sizes, no larger than this one, made of the same picture. */
  readonly renditions: readonly Rendition[];
  /** Of the sound, bits per second. */
  readonly audioBitrate: number;
  /** Seconds on the timeline whose picture stands for the whole; null = one that shows something. */
  readonly thumbnailAt: Rational | null;
  /** Whether one picture of it is all that is wanted: the one that stands for the whole. */
  readonly stillOnly: boolean;
  /**
   * Whether the picture is copied where the sources allow it, and encoded only at the edges of clips: of any, or only of those whose
   * pixels are square, as those of an encoded result would be.
   */
  readonly copy: 'none' | 'square' | 'any';
  /** Longest video, seconds; null = as the service has it. */
  readonly maxSeconds: number | null;
  /** `folder://…`, where the result is put besides the store; null = nowhere. */
  readonly deliverTo: string | null;
}

export const X264_PRESETS = [
  'ultrafast',
  'superfast',
  'veryfast',
  'faster',
  'fast',
  'medium',
  'slow',
  'slower',
  'veryslow',
  'placebo',
] as const;
export type X264Preset = (typeof X264_PRESETS)[number];
