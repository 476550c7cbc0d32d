import type {
  ColorPreset,
  Fit,
  FrameSize,
  Motion,
  OutputFormat,
  PictureCodec,
  Rational,
  SoundCodec,
  X264Preset,
} from '#lib/timeline';
import type { SegmentLayer } from './layers/layer-plan.js';
import type { MediaInfo } from './media.js';

/**
 * The Timeline resolved against probed media. Plain JSON, no optional field: nothing downstream asks
 * "what if undefined". Every position is an integer frame of the output grid or a sample of the sound.
 */
export interface RenderPlan {
  readonly version: 1;
  readonly canvas: Canvas;
  readonly fps: Rational;
  /** Length of the whole picture. */
  readonly frames: number;
  readonly media: readonly PlanMedia[];
  readonly pictures: readonly PlanPicture[];
  /** What every segment is encoded as from one decode; in the canvas's own size first. None where there is no picture. */
  readonly sizes: readonly EncodedSize[];
  readonly segments: readonly Segment[];
  readonly audio: AudioPlan;
  readonly encoder: EncoderSettings;
}

export interface EncodedSize extends FrameSize {
  /** x264's scale, whatever encodes. */
  readonly crf: number;
}

export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly background: string;
}

/** A source file; `checksum` (sha256 hex of its bytes) stands for it, wherever a worker keeps its copy. */
export interface PlanMedia {
  readonly checksum: string;
  readonly info: MediaInfo;
}

/** A rasterised layer (RGBA PNG); even width and height, to be laid at even coordinates. */
export interface PlanPicture {
  readonly checksum: string;
  readonly width: number;
  readonly height: number;
}

/** Exactly `frames` frames of the output from frame `start` on: the unit of encoding. */
export interface Segment {
  readonly index: number;
  readonly start: number;
  readonly frames: number;
  /** One after the other; their frames add up to the segment's. */
  readonly spans: readonly Span[];
  readonly layers: readonly SegmentLayer[];
  /** Of its encoder; part of the segment's identity, because x264's output may depend on it. */
  readonly threads: number;
}

export type Span =
  | { readonly kind: 'background'; readonly frames: number }
  | { readonly kind: 'clip'; readonly frames: number; readonly view: ClipView }
  | {
      readonly kind: 'transition';
      readonly frames: number;
      readonly effect: string;
      readonly from: ClipView;
      readonly to: ClipView;
      /** Where these frames lie in the whole transition, which may be cut over segments: [offset, offset + frames) of `total`. */
      readonly offset: number;
      readonly total: number;
    };

/**
 * A look into a clip. Frame n of the view (n ≥ 0) shows the source at
 * `inPoint + (offset + n) × speed / fps`, before the source's first frame its first, after its last its last.
 */
export interface ClipView {
  /** Index into `RenderPlan.media`. */
  readonly media: number;
  readonly inPoint: Rational;
  /** Frames from the clip's own first frame, ≥ 0. */
  readonly offset: number;
  /** Source seconds per second of output; 1 for a still. */
  readonly speed: Rational;
  readonly fit: Fit;
  readonly colorPreset: ColorPreset;
  readonly motion: CameraMove | null;
  /** Dips through the background, frames counted as this view's own (0 = the view's first frame); may begin before it. */
  readonly fades: readonly Fade[];
}

/** How the camera moves over a still, evenly from its clip's first frame to its last; `frames` is the clip's length. */
export interface CameraMove {
  readonly kind: Motion;
  readonly frames: number;
}

/** Over `frames` frames from view frame `start` (negative where it began in an earlier span) to or from the background. */
export interface Fade {
  readonly direction: 'in' | 'out';
  readonly start: number;
  readonly frames: number;
}

/** Sample counts at `sampleRate`; frame n of the picture begins at sample round(n × sampleRate ÷ fps). */
export interface AudioPlan {
  readonly sampleRate: 48_000;
  /** Length of the whole sound. */
  readonly samples: number;
  /** Clip sounds, laid so that neighbours which overlap stand in different lanes. */
  readonly lanes: readonly (readonly AudioSpan[])[];
  readonly beds: readonly AudioBedPlan[];
  /** Null where nothing is to be turned down: it was not asked for, or there is no music, or no voice. */
  readonly ducking: DuckingPlan | null;
  /** Integrated loudness of the whole, LUFS; null = as it comes. */
  readonly loudness: number | null;
}

/** Of the music beds, under the voice beds. */
export interface DuckingPlan {
  readonly amountDb: number;
  /** Samples. */
  readonly attack: number;
  readonly release: number;
}

export type AudioSpan =
  | { readonly kind: 'silence'; readonly samples: number }
  | {
      readonly kind: 'sound';
      readonly samples: number;
      readonly media: number;
      readonly inPoint: Rational;
      /** Source seconds per second of output, at unchanged pitch. */
      readonly speed: Rational;
      readonly gain: number;
      /** Null = none; the two never overlap. */
      readonly fadeIn: Ramp | null;
      readonly fadeOut: Ramp | null;
    };

/** How a sound comes up over its first samples, or goes down over its last. */
export interface Ramp {
  readonly samples: number;
  readonly curve: RampCurve;
}

/**
 * `power`: with its mirror image the powers add up to one, so that two different sounds cross over at one loudness.
 * `level`: the levels do, so that a sound which crosses over into itself is not changed at all. `straight`: a line.
 */
export type RampCurve = 'power' | 'level' | 'straight';

export interface AudioBedPlan {
  readonly role: 'music' | 'voice';
  readonly media: number;
  readonly gain: number;
  readonly loop: boolean;
  /** The bed sounds on samples [start, start + samples) of the whole (a short track that does not loop ends early). */
  readonly start: number;
  readonly samples: number;
  readonly fadeIn: Ramp | null;
  readonly fadeOut: Ramp | null;
}

export interface EncoderSettings {
  readonly format: OutputFormat;
  /** Null where the result is sound alone. */
  readonly picture: PictureEncoding | null;
  /** Null where the result is silent. */
  readonly sound: SoundEncoding | null;
}

export interface PictureEncoding {
  readonly codec: PictureCodec;
  /** ffmpeg's name of what encodes it. */
  readonly encoder: string;
  /** Bits per second, instead of the `crf` of `RenderPlan.sizes`; null = by quality. */
  readonly bitrate: number | null;
  /** x264's names, whatever encodes. */
  readonly preset: X264Preset;
}

export interface SoundEncoding {
  readonly codec: SoundCodec;
  /** Bits per second. */
  readonly bitrate: number;
}
