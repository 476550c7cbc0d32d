import type { Encoders } from '#lib/render-plan';
import type { PictureCodec, SoundCodec } from '#lib/timeline';
import { SOUND_ENCODERS } from './sound-encoders.js';
import { VIDEO_ENCODERS } from './video-encoders.js';

/**
 * The encoder of each codec, of those that `available` names.
 * @param working those of them whose device was seen to work
 */
export const chooseEncoders = (available: Iterable<string>, working: readonly string[] = []): Encoders => {
  const names = new Set(available);
  const chosen = new Map<PictureCodec, string>();
  for (const { codec, name, device } of VIDEO_ENCODERS) {
    const usable = names.has(name) && (device === undefined || working.includes(name));
    if (usable && !chosen.has(codec)) chosen.set(codec, name);
  }
  return chosen;
};

/** Codecs of sound, of those that `available` names. */
export const soundCodecs = (available: readonly string[]): readonly SoundCodec[] =>
  (Object.keys(SOUND_ENCODERS) as SoundCodec[]).filter((codec) => available.includes(SOUND_ENCODERS[codec].name));
