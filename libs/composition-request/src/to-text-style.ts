import type { Shadow, Stroke, TextStyle } from '#lib/timeline';
import { parseColor } from './color.js';
import { DEFAULTS } from './defaults.js';
import { known } from './known.js';
import type { TextStyleRequest } from './overlay-request.js';

const { text } = DEFAULTS;

const color = (written: string): string => known(parseColor(written), 'colour');

/** A style in full. Shadow and stroke grow with the letters where their sizes are not said. */
export const toTextStyle = (style: TextStyleRequest): TextStyle => {
  const size = style.size ?? text.size;
  return {
    font: style.font ?? text.font,
    size,
    color: color(style.color ?? text.color),
    bold: style.bold ?? false,
    italic: style.italic ?? false,
    align: style.align ?? text.align,
    lineHeight: style.line_height ?? null,
    maxWidth: style.max_width ?? null,
    shadow: toShadow(style, size),
    stroke: toStroke(style, size),
    background: style.background === undefined ? null : color(style.background),
  };
};

const toShadow = ({ shadow }: TextStyleRequest, size: number): Shadow | null => {
  if (shadow === undefined || shadow === false) return null;
  const said = shadow === true ? {} : shadow;
  const offset = Math.max(1, Math.round(size / 24));
  return { x: said.x ?? offset, y: said.y ?? offset, color: color(said.color ?? text.shadowColor) };
};

const toStroke = ({ stroke }: TextStyleRequest, size: number): Stroke | null => {
  const width = stroke?.width ?? Math.max(1, size / 16);
  return stroke === undefined || width === 0 ? null : { width, color: color(stroke.color ?? text.strokeColor) };
};
