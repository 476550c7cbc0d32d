import { type AudioBed, type Ducking, fromDecimal } from '#lib/timeline';
import { DEFAULTS } from './defaults.js';
import type { AudioRequest } from './request.js';

/** Music, voice and what is done to them, in exact time. */
export const toAudioBed = (audio: AudioRequest): AudioBed => ({
  music:
    audio.music_url === undefined
      ? null
      : {
          pointer: '/audio/music_url',
          url: audio.music_url,
          volume: audio.music_volume ?? DEFAULTS.audio.musicVolume,
          loop: audio.music_loop ?? DEFAULTS.audio.musicLoop,
          start: fromDecimal(audio.music_start ?? DEFAULTS.audio.musicStart),
          startPointer: '/audio/music_start',
          fadeIn: fromDecimal(audio.fade_in ?? DEFAULTS.audio.fadeIn),
          fadeOut: fromDecimal(audio.fade_out ?? DEFAULTS.audio.fadeOut),
        },
  voice:
    audio.voiceover_url === undefined
      ? null
      : {
          pointer: '/audio/voiceover_url',
          url: audio.voiceover_url,
          volume: audio.voiceover_volume ?? DEFAULTS.audio.voiceoverVolume,
          start: fromDecimal(audio.voiceover_start ?? DEFAULTS.audio.voiceoverStart),
          startPointer: '/audio/voiceover_start',
        },
  sequence: (audio.sequence ?? []).map((url, index) => ({ pointer: `/audio/sequence/${index}`, url })),
  ducking: toDucking(audio.ducking ?? false),
  loudness: audio.loudness ?? null,
  cutFade: audio.cut_fade === undefined ? null : fromDecimal(audio.cut_fade),
});

const toDucking = (asked: NonNullable<AudioRequest['ducking']>): Ducking | null => {
  if (asked === false) return null;
  const { amount_db, attack, release } = asked === true ? {} : asked;
  return {
    amountDb: amount_db ?? DEFAULTS.ducking.amountDb,
    attack: fromDecimal(attack ?? DEFAULTS.ducking.attack),
    release: fromDecimal(release ?? DEFAULTS.ducking.release),
  };
};
