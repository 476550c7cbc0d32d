import { type AudioBed, fromDecimal, type MusicTrack, type VoiceTrack } from '#lib/timeline';

/** A bed as a test describes it; seconds. */
export interface TrackSketch {
  readonly url?: string;
  readonly volume?: number;
  readonly loop?: boolean;
  readonly start?: number;
  readonly fadeIn?: number;
  readonly fadeOut?: number;
}

export interface AudioSketch {
  readonly music?: TrackSketch;
  readonly voice?: Pick<TrackSketch, 'url' | 'volume' | 'start'>;
  readonly ducking?: { readonly amountDb: number; readonly attack: number; readonly release: number };
  readonly loudness?: number;
}

export const musicTrack = (sketch: TrackSketch = {}): MusicTrack => ({
  pointer: '/audio/music_url',
  url: sketch.url ?? 'm',
  volume: sketch.volume ?? 0.8,
  loop: sketch.loop ?? true,
  start: fromDecimal(sketch.start ?? 0),
  startPointer: '/audio/music_start',
  fadeIn: fromDecimal(sketch.fadeIn ?? 0),
  fadeOut: fromDecimal(sketch.fadeOut ?? 1),
});

export const voiceTrack = (sketch: NonNullable<AudioSketch['voice']> = {}): VoiceTrack => ({
  pointer: '/audio/voiceover_url',
  url: sketch.url ?? 'v',
  volume: sketch.volume ?? 1,
  start: fromDecimal(sketch.start ?? 0),
  startPointer: '/audio/voiceover_start',
});

export const audioBed = ({ music, voice, ducking, loudness }: AudioSketch): AudioBed => ({
  sequence: [],
  music: music === undefined ? null : musicTrack(music),
  voice: voice === undefined ? null : voiceTrack(voice),
  ducking:
    ducking === undefined
      ? null
      : { ...ducking, attack: fromDecimal(ducking.attack), release: fromDecimal(ducking.release) },
  loudness: loudness ?? null,
  cutFade: null,
});
