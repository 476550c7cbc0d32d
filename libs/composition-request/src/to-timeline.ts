import type { Clip, TextLayer, Timeline } from '#lib/timeline';
import { add, fromDecimal } from '#lib/timeline';
import { toAudioBed } from './audio.js';
import { parseColor, parseOpaqueColor } from './color.js';
import { DEFAULTS } from './defaults.js';
import { toOutputSpec } from './output.js';
import { parsePosition } from './position.js';
import type { ClipRequest, CompositionRequest, TextOverlayRequest, TextStyleRequest } from './request.js';
import { toTransition } from './transitions.js';

/** A validated request, `compositions.config`, → what it means. Throws only where it was not validated. */
export const toTimeline = (request: CompositionRequest): Timeline => ({
  background: known(parseOpaqueColor(request.background ?? DEFAULTS.background), 'colour'),
  clips: request.clips.map(toClip),
  layers: (request.overlays ?? []).map(toTextLayer),
  audio: toAudioBed(request.audio ?? {}),
  output: toOutputSpec(request.output ?? {}),
});

const toClip = (clip: ClipRequest, index: number): Clip => ({
  pointer: `/clips/${index}`,
  url: clip.url,
  inPoint: fromDecimal(clip.trim_start ?? DEFAULTS.clip.trimStart),
  outPoint: clip.trim_end === undefined ? null : fromDecimal(clip.trim_end),
  placement:
    clip.start_time === undefined ? { kind: 'sequential' } : { kind: 'placed', start: fromDecimal(clip.start_time) },
  statedEnd: clip.end_time === undefined ? null : fromDecimal(clip.end_time),
  transition: toTransition(
    clip.transition_in ?? DEFAULTS.clip.transition,
    fromDecimal(clip.transition_duration ?? DEFAULTS.clip.transitionDuration),
  ),
  fit: clip.fit ?? DEFAULTS.clip.fit,
  volume: clip.mute === true ? 0 : (clip.volume ?? DEFAULTS.clip.volume),
});

const toTextLayer = (overlay: TextOverlayRequest, index: number): TextLayer => {
  const start = fromDecimal(overlay.start_time ?? DEFAULTS.text.start);
  const stated = overlay.end_time === undefined ? null : fromDecimal(overlay.end_time);
  return {
    pointer: `/overlays/${index}`,
    content: overlay.content,
    x: known(parsePosition(overlay.position?.x ?? DEFAULTS.text.x, 'x'), 'position'),
    y: known(parsePosition(overlay.position?.y ?? DEFAULTS.text.y, 'y'), 'position'),
    start,
    end: overlay.duration === undefined ? stated : add(start, fromDecimal(overlay.duration)),
    style: toTextStyle(overlay.style ?? {}),
  };
};

const toTextStyle = (style: TextStyleRequest): TextLayer['style'] => {
  const size = style.size ?? DEFAULTS.text.size;
  const shadow = style.shadow === true ? {} : style.shadow === false ? undefined : style.shadow;
  const offset = Math.max(1, Math.round(size / 24));
  return {
    font: style.font ?? DEFAULTS.text.font,
    size,
    color: known(parseColor(style.color ?? DEFAULTS.text.color), 'colour'),
    shadow:
      shadow === undefined
        ? null
        : {
            x: shadow.x ?? offset,
            y: shadow.y ?? offset,
            color: known(parseColor(shadow.color ?? DEFAULTS.text.shadowColor), 'colour'),
          },
  };
};

function known<T>(value: T | null, what: string): T {
  if (value === null) throw new TypeError(`not a ${what}: the request was not validated`);
  return value;
}
