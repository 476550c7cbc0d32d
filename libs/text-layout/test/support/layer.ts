import type { TextLayer, TextStyle } from '#lib/timeline';
import { TEXT_STYLE } from '../../../../test/factories/timeline.js';

export const CANVAS = { width: 1280, height: 720 };

/** A text layer as the API makes it. */
export const textLayer = (content: string, style: Partial<TextStyle> = {}): TextLayer => ({
  kind: 'text',
  pointer: '/overlays/0',
  content,
  x: { kind: 'center' },
  y: { kind: 'pixels', value: 100 },
  start: { num: 0, den: 1 },
  end: null,
  opacity: 1,
  animation: null,
  style: { ...TEXT_STYLE, font: 'Noto Sans', ...style },
});
