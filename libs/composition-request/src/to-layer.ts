import { add, fromDecimal, type Layer, type LayerAnimation, type LayerBase } from '#lib/timeline';
import { DEFAULTS } from './defaults.js';
import { known } from './known.js';
import type { AnimationRequest, OverlayRequest, OverlayRequestBase } from './overlay-request.js';
import { parsePosition } from './position.js';
import { toTextStyle } from './to-text-style.js';

/** An overlay of a validated request. */
export const toLayer = (overlay: OverlayRequest, index: number): Layer => {
  const base = toBase(overlay, `/overlays/${index}`);
  switch (overlay.type) {
    case 'text':
      return { ...base, kind: 'text', content: overlay.content, style: toTextStyle(overlay.style ?? {}) };
  }
};

const toBase = (overlay: OverlayRequestBase, pointer: string): LayerBase => {
  const start = fromDecimal(overlay.start_time ?? DEFAULTS.overlay.start);
  const stated = overlay.end_time === undefined ? null : fromDecimal(overlay.end_time);
  return {
    pointer,
    x: known(parsePosition(overlay.position?.x ?? DEFAULTS.overlay.x, 'x'), 'position'),
    y: known(parsePosition(overlay.position?.y ?? DEFAULTS.overlay.y, 'y'), 'position'),
    start,
    end: overlay.duration === undefined ? stated : add(start, fromDecimal(overlay.duration)),
    opacity: overlay.opacity ?? DEFAULTS.overlay.opacity,
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
