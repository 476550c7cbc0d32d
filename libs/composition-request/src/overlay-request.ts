import type { LayerEffect, TextAlign, TimecodeFormat } from '#lib/timeline';

/** What lies over the clips, in the client's own names. */
export type OverlayRequest =
  | TextOverlayRequest
  | ImageOverlayRequest
  | TimecodeOverlayRequest
  | CaptionsOverlayRequest
  | VideoOverlayRequest;

/** What every overlay may say. Times are decimal seconds. */
export interface OverlayRequestBase {
  readonly position?: PositionRequest;
  readonly start_time?: number;
  readonly duration?: number;
  readonly end_time?: number;
  readonly opacity?: number;
  readonly animation?: AnimationRequest;
}

export interface AnimationRequest {
  readonly in?: LayerEffect;
  readonly out?: LayerEffect;
  readonly duration?: number;
}

export interface PositionRequest {
  readonly x?: number | string;
  readonly y?: number | string;
}

export interface TextOverlayRequest extends OverlayRequestBase {
  readonly type: 'text';
  readonly content: string;
  readonly style?: TextStyleRequest;
}

/** A watermark is an image that stands in a corner, where nothing else is said. */
export interface ImageOverlayRequest extends OverlayRequestBase {
  readonly type: 'image' | 'watermark';
  readonly url: string;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
}

export interface TimecodeOverlayRequest extends OverlayRequestBase {
  readonly type: 'timecode';
  readonly format?: TimecodeFormat;
  /** Said by doors: seconds shown where it begins, instead of the output's own. */
  readonly from?: number;
  readonly style?: TextStyleRequest;
}

export interface CaptionsOverlayRequest extends OverlayRequestBase {
  readonly type: 'captions';
  readonly url: string;
  readonly style?: TextStyleRequest;
}

export interface VideoOverlayRequest extends OverlayRequestBase {
  readonly type: 'video';
  readonly url: string;
  readonly trim_start?: number;
  readonly trim_end?: number;
  readonly scale?: number;
  readonly volume?: number;
  readonly loop?: boolean;
}

export interface TextStyleRequest {
  readonly font?: string;
  readonly size?: number;
  readonly color?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly align?: TextAlign;
  readonly line_height?: number;
  readonly max_width?: number;
  readonly shadow?: boolean | ShadowRequest;
  readonly stroke?: StrokeRequest;
  readonly background?: string;
}

export interface ShadowRequest {
  readonly x?: number;
  readonly y?: number;
  readonly color?: string;
}

export interface StrokeRequest {
  readonly color?: string;
  readonly width?: number;
}
