import type { TextLayer } from '#lib/timeline';

/** `picture` = laid out by Pango and composited. Another kind would need its case wherever text is drawn. */
export type TextRenderer = 'picture';

/**
 * The one place that decides how a text is drawn. Always as a picture, whatever its script: docs/adr/0006 has the reasons
 * and the figures, and test/against-drawtext.test.ts repeats the comparison.
 */
export const textRenderer = (_layer: Pick<TextLayer, 'content' | 'style'>): TextRenderer => 'picture';
