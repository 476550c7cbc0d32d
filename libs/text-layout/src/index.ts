export { fontFamilies, systemFontDirectories } from './fonts/font-families.js';
export { useFonts } from './fonts/use-fonts.js';
export { type GlyphStrip, renderGlyphStrip } from './glyph-strip.js';
export { type CanvasSize, type CaptionPainter, captionPainter, type RenderedText, renderText } from './render-text.js';
export { type TextRenderer, textRenderer } from './text-renderer.js';
