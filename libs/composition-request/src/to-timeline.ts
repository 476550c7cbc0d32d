import type { Clip, Timeline } from '#lib/timeline';
import { fromDecimal } from '#lib/timeline';
import { toAudioBed } from './audio.js';
import { parseOpaqueColor } from './color.js';
import { DEFAULTS } from './defaults.js';
import { known } from './known.js';
import { toOutputSpec } from './output.js';
import type { ClipRequest, CompositionRequest } from './request.js';
import { toLayer } from './to-layer.js';
import { toTransition } from './transitions.js';

/** A validated request, `compositions.config`, → what it means. Throws only where it was not validated. */
export const toTimeline = (request: CompositionRequest): Timeline => ({
  background: known(parseOpaqueColor(request.background ?? DEFAULTS.background), 'colour'),
  clips: request.clips.map(toClip),
  layers: (request.overlays ?? []).map(toLayer),
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
