/** How a text gets into the picture. */
export type TextRenderer = 'picture' | 'drawtext';

/** Still text is always a picture laid out by Pango: see docs/adr/0006. */
export const textRenderer = (): TextRenderer => 'picture';
