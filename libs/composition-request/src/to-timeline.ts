import type { Timeline } from '#lib/timeline';
import { toAudioBed } from './audio.js';
import { toClip } from './clip.js';
import { parseOpaqueColor } from './color.js';
import { DEFAULTS } from './defaults.js';
import { known } from './known.js';
import { toOutputSpec } from './output.js';
import type { CompositionRequest } from './request.js';
import { toLayer } from './to-layer.js';

/** A validated request, `compositions.config`, → what it means. Throws only where it was not validated. */
export const toTimeline = (request: CompositionRequest): Timeline => ({
  background: known(parseOpaqueColor(request.background ?? DEFAULTS.background), 'colour'),
  clips: request.clips.map((clip, index) => toClip(clip, index, request.color_preset ?? DEFAULTS.colorPreset)),
  layers: (request.overlays ?? []).map((overlay, index) => toLayer(overlay, index, toOutputSpec(request.output ?? {}))),
  audio: toAudioBed(request.audio ?? {}),
  ends: request.ends ?? 'picture',
  output: toOutputSpec(request.output ?? {}),
});
