/** The film of cases A and C, once for both sides: 6 clips of 5.5 s that overlap by 0.5 s, a title, music and a voice. */
export const FILM = {
  clips: 6,
  clipSeconds: 5.5,
  overlapSeconds: 0.5,
  width: 1280,
  height: 720,
  fps: 30,
  crf: 21,
  preset: 'medium',
  titleFrom: 0.5,
  titleSeconds: 4,
  titleSize: 64,
  titleTop: 80,
  musicVolume: 0.8,
} as const;

/** 30.5 s. */
export const FILM_SECONDS = FILM.clips * FILM.clipSeconds - (FILM.clips - 1) * FILM.overlapSeconds;
export const FILM_FRAMES = FILM_SECONDS * FILM.fps;

export const TITLE = 'A film of six clips';
/** Case C is the same film with this title. */
export const OTHER_TITLE = 'Another title for it';

/** Paths for ffmpeg, `s3://` URLs for Cutroom. */
export interface FilmMedia {
  /** As many as FILM.clips. */
  readonly clips: readonly string[];
  readonly music: string;
  readonly voice: string;
}

/** The body of POST /api/v1/compositions. */
export const filmRequest = ({ clips, music, voice }: FilmMedia, title: string) => ({
  clips: clips.map((url, index) => ({
    url,
    trim_end: FILM.clipSeconds,
    mute: true,
    ...(index === 0 ? {} : { transition_in: 'crossfade', transition_duration: FILM.overlapSeconds }),
  })),
  audio: {
    music_url: music,
    voiceover_url: voice,
    music_volume: FILM.musicVolume,
    voiceover_volume: 1,
    fade_in: 0,
    fade_out: 0,
  },
  overlays: [
    {
      type: 'text',
      content: title,
      position: { x: 'center', y: FILM.titleTop },
      start_time: FILM.titleFrom,
      duration: FILM.titleSeconds,
      style: { font: 'Sans', size: FILM.titleSize, color: '#FFFFFF' },
    },
  ],
  output: { resolution: '720p', fps: FILM.fps, crf: FILM.crf, preset: FILM.preset },
});
