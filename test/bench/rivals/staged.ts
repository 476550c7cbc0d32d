import { join } from 'node:path';
import { FILM, FILM_SECONDS, type FilmMedia, TITLE } from '../film.js';
import { clipChain, soundGraph, titleFilter } from '../oracle.js';

const QUIET = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
const X264 = ['-c:v', 'libx264', '-crf', String(FILM.crf), '-preset', FILM.preset];

/**
 * The pipeline that most services are built as: every clip made alike, then joined pair by pair, then titled, then given
 * its sound, with a file between any two steps. @returns argument lists of ffmpeg, to be run one after the other
 */
export function stagedCommands({ clips, music, voice }: FilmMedia, dir: string): readonly (readonly string[])[] {
  const at = (name: string): string => join(dir, `staged-${name}.mp4`);
  const normalised = clips.map((path, index) => [
    ...[...QUIET, '-i', `file:${path}`],
    ...['-filter_complex', `${clipChain(0)};[c0]null[v]`, '-map', '[v]', ...X264, at(`clip-${index}`)],
  ]);
  const joined = clips.slice(1).map((_, index) => {
    const offset = (index + 1) * (FILM.clipSeconds - FILM.overlapSeconds);
    const graph = `[0:v][1:v]xfade=transition=fade:duration=${FILM.overlapSeconds}:offset=${offset},format=yuv420p[v]`;
    const inputs = ['-i', index === 0 ? at('clip-0') : at(`joined-${index}`), '-i', at(`clip-${index + 1}`)];
    return [...QUIET, ...inputs, '-filter_complex', graph, '-map', '[v]', ...X264, at(`joined-${index + 1}`)];
  });
  const titled = [
    ...[...QUIET, '-i', at(`joined-${clips.length - 1}`), '-vf', titleFilter(TITLE)],
    ...[...X264, at('titled')],
  ];
  const finished = [
    ...[...QUIET, '-i', at('titled'), '-i', `file:${music}`, '-i', `file:${voice}`],
    ...['-filter_complex', soundGraph(1), '-map', '0:v', '-map', '[a]', '-c:v', 'copy', '-c:a', 'aac', '-b:a', '192k'],
    ...['-t', String(FILM_SECONDS), '-movflags', '+faststart', at('finished')],
  ];
  return [...normalised, ...joined, titled, finished];
}
