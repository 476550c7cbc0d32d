import type { OutputSpec, TextStyle } from '#lib/timeline';
import { DEFAULTS } from './defaults.js';
import type { TextStyleRequest } from './overlay-request.js';
import { toTextStyle } from './to-text-style.js';

const { captions } = DEFAULTS;

/** As captions are read most easily where nothing else is said: in the middle, outlined, as large as the picture asks for. */
export const toCaptionStyle = (style: TextStyleRequest, { width, height }: OutputSpec): TextStyle => {
  const dressed = style.stroke !== undefined || style.background !== undefined || style.shadow !== undefined;
  return toTextStyle({
    size: Math.max(8, Math.round(height * captions.size)),
    max_width: Math.round(width * captions.maxWidth),
    align: captions.align,
    ...(dressed ? {} : { stroke: {} }),
    ...style,
  });
};
