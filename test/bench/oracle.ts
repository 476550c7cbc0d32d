import { FILM, FILM_SECONDS, type FilmMedia } from './film.js';

/** Titles of the benchmark need no escaping, and a filter graph is no place to find out that one does. */
const PLAIN = /^[A-Za-z0-9 ]+$/;

/** Input `index` on the film's grid and canvas. Cut after `fps`, which may add a frame to an input that `-t` ends. */
export const clipChain = (index: number, label = `c${index}`): string =>
  `[${index}:v]fps=${FILM.fps},trim=0:${FILM.clipSeconds},scale=${FILM.width}:${FILM.height},setsar=1,format=yuv420p[${label}]`;

const crossfade = (index: number): string => {
  const from = index === 1 ? 'c0' : `x${index - 1}`;
  const offset = index * (FILM.clipSeconds - FILM.overlapSeconds);
  return `[${from}][c${index}]xfade=transition=fade:duration=${FILM.overlapSeconds}:offset=${offset}[x${index}]`;
};

/** Throws RangeError for a title that would need escaping. */
export const titleFilter = (title: string): string => {
  if (!PLAIN.test(title)) throw new RangeError('A benchmark title has letters, digits and spaces.');
  const until = FILM.titleFrom + FILM.titleSeconds;
  // Without the frame at `until`, as the service has it.
  const when = `gte(t,${FILM.titleFrom})*lt(t,${until})`;
  const look = `font=Sans:fontsize=${FILM.titleSize}:fontcolor=white:x=(w-text_w)/2:y=${FILM.titleTop}`;
  return `drawtext=text='${title}':${look}:enable='${when}',format=yuv420p`;
};

/** Inputs `first` (music) and the next (voice) mixed, as `a`. */
export const soundGraph = (first: number): string => {
  const ending = `apad,atrim=0:${FILM_SECONDS}`;
  return [
    `[${first}:a]aresample=48000,volume=${FILM.musicVolume}[m]`,
    `[${first + 1}:a]aresample=48000,aformat=channel_layouts=stereo[s]`,
    `[m][s]amix=inputs=2:duration=longest:normalize=0,${ending}[a]`,
  ].join(';');
};

/** The film's pictures as `v`, its clips being inputs `first`…. */
export function pictureGraph(first: number, title: string): string {
  const numbers = Array.from({ length: FILM.clips }, (_, index) => index);
  const titled = `[x${FILM.clips - 1}]${titleFilter(title)}[v]`;
  const chains = numbers.map((index) => clipChain(first + index, `c${index}`));
  return [...chains, ...numbers.slice(1).map(crossfade), titled].join(';');
}

/**
 * The limit of case A: what an expert would type if there were no service. One process, one graph, the encoder's threads
 * left to ffmpeg, which knows how many cores there are.
 */
export function oracleArgs(
  { clips, music, voice }: FilmMedia,
  title: string,
  output: string,
  crf: number = FILM.crf,
): readonly string[] {
  const inputs = clips.flatMap((path) => ['-i', `file:${path}`]);
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'],
    ...inputs,
    ...['-i', `file:${music}`, '-i', `file:${voice}`],
    ...['-filter_complex', `${pictureGraph(0, title)};${soundGraph(FILM.clips)}`, '-map', '[v]', '-map', '[a]'],
    ...['-c:v', 'libx264', '-crf', String(crf), '-preset', FILM.preset],
    ...['-c:a', 'aac', '-b:a', '192k', '-t', String(FILM_SECONDS), '-movflags', '+faststart'],
    `file:${output}`,
  ];
}
