import type { Expression } from './expression/index.js';
import type { Rational } from './rational.js';

/** What lies over the clips, in the order in which it is drawn. */
export type Layer = TextLayer | ImageLayer | TimecodeLayer | CaptionsLayer | VideoLayer;

/** What every layer says. */
export interface LayerBase {
  readonly pointer: string;
  readonly x: Position;
  readonly y: Position;
  readonly start: Rational;
  /** Seconds on the timeline; null = to the end. */
  readonly end: Rational | null;
  /** 0–1, of the layer as a whole. */
  readonly opacity: number;
  readonly animation: LayerAnimation | null;
}

/** How a layer comes and goes; null = it is simply there, or gone. */
export interface LayerAnimation {
  readonly in: LayerEffect | null;
  readonly out: LayerEffect | null;
  /** Seconds, of each of the two. */
  readonly duration: Rational;
}

/** Slides are named by where they move: `slide_left` comes in from the right and leaves to the left. */
export const LAYER_EFFECTS = ['fade', 'slide_left', 'slide_right', 'slide_up', 'slide_down', 'pop'] as const;
export type LayerEffect = (typeof LAYER_EFFECTS)[number];

/** Where a layer's box goes along one axis. `percent` is of the canvas's size on that axis, −1000 < percent < 1000. */
export type Position =
  | { readonly kind: 'pixels'; readonly value: number }
  | { readonly kind: 'percent'; readonly value: number }
  | { readonly kind: 'start' | 'center' | 'end' }
  | { readonly kind: 'expression'; readonly expression: Expression };

export interface TextLayer extends LayerBase {
  readonly kind: 'text';
  readonly content: string;
  readonly style: TextStyle;
}

export interface ImageLayer extends LayerBase {
  readonly kind: 'image';
  readonly url: string;
  readonly size: LayerSize;
}

/** Output pixels; null = not said. Of one side alone, the other follows; `scale` is of the picture's own size. */
export interface LayerSize {
  readonly width: number | null;
  readonly height: number | null;
  readonly scale: number | null;
}

/** The time on the output, or on a source, frame by frame. */
export interface TimecodeLayer extends LayerBase {
  readonly kind: 'timecode';
  readonly format: TimecodeFormat;
  /** Seconds shown at its `start`; null = those of the output. */
  readonly from: Rational | null;
  readonly style: TextStyle;
}

export const TIMECODE_FORMATS = ['hh:mm:ss:ff', 'seconds'] as const;
export type TimecodeFormat = (typeof TIMECODE_FORMATS)[number];

/** Cues of a caption file, their times counted from the layer's start. */
export interface CaptionsLayer extends LayerBase {
  readonly kind: 'captions';
  readonly url: string;
  readonly style: TextStyle;
  /** Whether the client said where they stand; else a cue may have a place of its own. */
  readonly placed: boolean;
}

export interface VideoLayer extends LayerBase {
  readonly kind: 'video';
  readonly url: string;
  /** Seconds in the source. */
  readonly inPoint: Rational;
  /** Seconds in the source; null = its end. */
  readonly outPoint: Rational | null;
  readonly size: LayerSize;
  /** Gain of its own sound, 0–2, linear. */
  readonly volume: number;
  /** Begins again where it ends, for as long as the layer is shown. */
  readonly loop: boolean;
}

export interface TextStyle {
  readonly font: string;
  /** Output pixels. */
  readonly size: number;
  /** `#RRGGBBAA`, as all colours here. */
  readonly color: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly align: TextAlign;
  /** Times the line's own height; null = as the font says. */
  readonly lineHeight: number | null;
  /** Output pixels at which lines wrap; null = the canvas. */
  readonly maxWidth: number | null;
  readonly shadow: Shadow | null;
  readonly stroke: Stroke | null;
  /** A box behind the text; null = none. */
  readonly background: string | null;
}

export const TEXT_ALIGNS = ['left', 'center', 'right'] as const;
export type TextAlign = (typeof TEXT_ALIGNS)[number];

/** Output pixels to the right and down. */
export interface Shadow {
  readonly x: number;
  readonly y: number;
  readonly color: string;
}

/** A line around the letters, outside of them. */
export interface Stroke {
  readonly color: string;
  /** Output pixels. */
  readonly width: number;
}
