import {
  add,
  fromDecimal,
  type Layer,
  type LayerAnimation,
  type LayerBase,
  type LayerSize,
  type OutputSpec,
  type VideoLayer,
} from '#lib/timeline';
import { DEFAULTS } from './defaults.js';
import { known } from './known.js';
import type { AnimationRequest, ImageOverlayRequest, OverlayRequest, VideoOverlayRequest } from './overlay-request.js';
import { parsePosition } from './position.js';
import { toCaptionStyle } from './to-caption-style.js';
import { toTextStyle } from './to-text-style.js';

/** An overlay of a validated request. */
export const toLayer = (overlay: OverlayRequest, index: number, output: OutputSpec): Layer => {
  const base = toBase(overlay, `/overlays/${index}`);
  switch (overlay.type) {
    case 'text':
      return { ...base, kind: 'text', content: overlay.content, style: toTextStyle(overlay.style ?? {}) };
    case 'image':
    case 'watermark':
      return { ...base, kind: 'image', url: overlay.url, size: toSize(overlay) };
    case 'captions': {
      const { x, y } = overlay.position ?? {};
      const style = toCaptionStyle(overlay.style ?? {}, output);
      return { ...base, kind: 'captions', url: overlay.url, style, placed: x !== undefined || y !== undefined };
    }
    case 'video':
      return { ...base, kind: 'video', ...toFilm(overlay) };
    case 'timecode': {
      const format = overlay.format ?? DEFAULTS.timecode.format;
      const from = overlay.from === undefined ? null : fromDecimal(overlay.from);
      return { ...base, kind: 'timecode', format, from, style: toTextStyle(overlay.style ?? {}) };
    }
  }
};

const toFilm = (overlay: VideoOverlayRequest): Omit<VideoLayer, keyof LayerBase | 'kind'> => ({
  url: overlay.url,
  inPoint: fromDecimal(overlay.trim_start ?? DEFAULTS.video.trimStart),
  outPoint: overlay.trim_end === undefined ? null : fromDecimal(overlay.trim_end),
  size: { width: null, height: null, scale: overlay.scale ?? null },
  volume: overlay.volume ?? DEFAULTS.video.volume,
  loop: overlay.loop ?? DEFAULTS.video.loop,
});

const toSize = ({ width, height, scale }: ImageOverlayRequest): LayerSize => ({
  width: width ?? null,
  height: height ?? null,
  scale: scale ?? null,
});

/** Where an overlay of this type is, and how opaque, where nothing is said. */
const standsAt = (
  type: OverlayRequest['type'],
): { readonly x: string; readonly y: string; readonly opacity: number } => {
  const own = type === 'watermark' || type === 'captions' ? DEFAULTS[type] : {};
  return { ...DEFAULTS.overlay, ...own };
};

const toBase = (overlay: OverlayRequest, pointer: string): LayerBase => {
  const usual = standsAt(overlay.type);
  const start = fromDecimal(overlay.start_time ?? DEFAULTS.overlay.start);
  const stated = overlay.end_time === undefined ? null : fromDecimal(overlay.end_time);
  return {
    pointer,
    x: known(parsePosition(overlay.position?.x ?? usual.x, 'x'), 'position'),
    y: known(parsePosition(overlay.position?.y ?? usual.y, 'y'), 'position'),
    start,
    end: overlay.duration === undefined ? stated : add(start, fromDecimal(overlay.duration)),
    opacity: overlay.opacity ?? usual.opacity,
    animation: toAnimation(overlay.animation ?? {}),
  };
};

const toAnimation = ({ in: into, out, duration }: AnimationRequest): LayerAnimation | null =>
  into === undefined && out === undefined
    ? null
    : {
        in: into ?? null,
        out: out ?? null,
        duration: fromDecimal(duration ?? DEFAULTS.overlay.animationDuration),
      };
