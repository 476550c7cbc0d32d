import type { TextLayer, TextStyle } from '#lib/timeline';

export const CANVAS = { width: 1280, height: 720 };

/** A text layer as the API makes it. */
export const textLayer = (content: string, style: Partial<TextStyle> = {}): TextLayer => ({
  pointer: '/overlays/0',
  content,
  x: { kind: 'center' },
  y: { kind: 'pixels', value: 100 },
  start: { num: 0, den: 1 },
  end: null,
  style: { font: 'Noto Sans', size: 48, color: '#FFFFFFFF', shadow: null, ...style },
});
