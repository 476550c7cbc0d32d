import type { FrameSize, OutputSpec, Rendition } from '#lib/timeline';
import { even, isFrameSize, SHORT_SIDE } from './output-size.js';
import { RESOLUTIONS, type RenditionRequest, type Resolution } from './request.js';

/** The highest crf there is; 0 loses nothing. */
export const MAX_CRF = 51;

const NAMES: readonly unknown[] = RESOLUTIONS;

export const isResolution = (value: unknown): value is Resolution => NAMES.includes(value) || isFrameSize(value);

/** A resolution, or one with a quality of its own, and nothing but that. */
export const isRendition = (value: unknown): value is RenditionRequest => {
  if (isResolution(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { resolution, crf = 0, ...more } = value as Record<string, unknown>;
  const isCrf = Number.isInteger(crf) && Number(crf) >= 0 && Number(crf) <= MAX_CRF;
  return isResolution(resolution) && isCrf && Object.keys(more).length === 0;
};

/** A name for it that no other rendition of an output has, unless it is the same. */
export const renditionName = (asked: RenditionRequest): string => {
  const { resolution, crf } = parts(asked);
  const size = typeof resolution === 'object' ? `${resolution.width}x${resolution.height}` : resolution;
  return crf === undefined ? size : `${size}-crf${crf}`;
};

/** A further size of an output: a name keeps the output's shape. */
export const renditionOf = (
  asked: RenditionRequest,
  output: Pick<OutputSpec, 'width' | 'height' | 'crf'>,
): Rendition => {
  const { resolution, crf = output.crf } = parts(asked);
  return { name: renditionName(asked), ...sizeWithin(resolution, output), crf };
};

const parts = (asked: RenditionRequest): { readonly resolution: Resolution; readonly crf?: number } =>
  typeof asked === 'object' && 'resolution' in asked ? asked : { resolution: asked };

const sizeWithin = (resolution: Resolution, { width, height }: FrameSize): FrameSize => {
  if (typeof resolution === 'object') return { width: resolution.width, height: resolution.height };
  const scale = SHORT_SIDE[resolution] / Math.min(width, height);
  return { width: even(width * scale), height: even(height * scale) };
};
