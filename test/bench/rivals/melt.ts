import { FILM, FILM_SECONDS, type FilmMedia, TITLE } from '../film.js';

const frames = (seconds: number): number => Math.round(seconds * FILM.fps);

/** MLT's own command line for the same film: clips mixed over 15 frames, a dynamic title, two sound tracks. */
export function meltArgs({ clips, music, voice }: FilmMedia, output: string): readonly string[] {
  const last = frames(FILM.clipSeconds) - 1;
  const picture = clips.flatMap((path, index) => [
    ...[path, 'in=0', `out=${last}`, 'audio_index=-1'],
    ...(index === 0 ? [] : ['-mix', String(frames(FILM.overlapSeconds)), '-mixer', 'luma']),
  ]);
  const until = frames(FILM.titleFrom + FILM.titleSeconds) - 1;
  const title = [
    ...['-filter', 'dynamictext', `argument=${TITLE}`, 'halign=center', 'valign=top', `size=${FILM.titleSize}`],
    ...['fgcolour=#ffffffff', `in=${frames(FILM.titleFrom)}`, `out=${until}`],
  ];
  const end = frames(FILM_SECONDS) - 1;
  const sounds = [music, voice].flatMap((path) => ['-audio-track', path, 'in=0', `out=${end}`]);
  const mixes = [1, 2].flatMap((track) => ['-transition', 'mix', 'a_track=0', `b_track=${track}`, 'sum=1']);
  return [
    ...['-silent', '-profile', 'atsc_720p_30', ...picture, ...sounds, ...mixes, ...title],
    ...['-consumer', `avformat:${output}`, 'vcodec=libx264', `crf=${FILM.crf}`, `preset=${FILM.preset}`],
    ...['acodec=aac', 'ab=192k', 'ar=48000', 'real_time=-2'],
  ];
}
