export { type CanvasSize, type RenderedText, renderText } from './render-text.js';
export { type TextRenderer, textRenderer } from './text-renderer.js';
