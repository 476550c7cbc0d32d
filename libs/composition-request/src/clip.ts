import { type Clip, type ColorPreset, fromDecimal } from '#lib/timeline';
import { DEFAULTS } from './defaults.js';
import type { ClipRequest } from './request.js';
import { toTransition } from './transitions.js';

/** @param preset of clips that do not say their own */
export const toClip = (clip: ClipRequest, index: number, preset: ColorPreset): Clip => ({
  pointer: `/clips/${index}`,
  url: clip.url,
  inPoint: fromDecimal(clip.trim_start ?? DEFAULTS.clip.trimStart),
  outPoint: clip.trim_end === undefined ? null : fromDecimal(clip.trim_end),
  shownFor: clip.duration === undefined ? null : fromDecimal(clip.duration),
  speed: fromDecimal(clip.speed ?? DEFAULTS.clip.speed),
  placement:
    clip.start_time === undefined ? { kind: 'sequential' } : { kind: 'placed', start: fromDecimal(clip.start_time) },
  statedEnd: clip.end_time === undefined ? null : fromDecimal(clip.end_time),
  transition: toTransition(
    clip.transition_in ?? DEFAULTS.clip.transition,
    fromDecimal(clip.transition_duration ?? DEFAULTS.clip.transitionDuration),
  ),
  fit: clip.fit ?? DEFAULTS.clip.fit,
  colorPreset: clip.color_preset ?? preset,
  motion: clip.motion ?? null,
  sound: clip.sound_url === undefined ? null : { pointer: `/clips/${index}/sound_url`, url: clip.sound_url },
  volume: clip.mute === true ? 0 : (clip.volume ?? DEFAULTS.clip.volume),
});
