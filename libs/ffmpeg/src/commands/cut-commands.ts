import type { ColorInfo, CutPiece, CutPlan } from '#lib/render-plan';
import type { Rational } from '#lib/timeline';
import { INPUT_FORMAT_WHITELIST, JOIN_FORMAT_WHITELIST } from '../formats.js';
import { fileUrl, GLOBAL_ARGS, inputGuards, REPRODUCIBLE_ARGS, secondsUp, trackTimescale } from './arguments.js';
import { type AssembleFiles, type CommandLimits, DEFAULT_LIMITS } from './files.js';
import { soundInput, soundTimes } from './sound-input.js';

export interface PieceFiles {
  readonly source: string;
  /** MP4 without sound. */
  readonly output: string;
}

/** Better than the eye can tell from the copied frames beside them; there are few of them. */
const EDGE_CRF = '14';
const EDGE_PRESET = 'veryfast';

/** Arguments of the ffmpeg that copies a piece as it is; only its time stamps become frames counted from 0. */
export const copyCommand = (
  piece: CutPiece,
  { timescale }: Pick<CutPlan, 'timescale'>,
  fps: Rational,
  files: PieceFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => [
  ...opened(piece, files, limits),
  // The first packet is the right one although a rounded seek may call it early.
  ...['-map', `0:${piece.stream}`, '-c:v', 'copy', '-copypriorss', '1', '-frames:v', String(piece.frames)],
  ...['-bsf:v', `setts=${fromZero(piece, fps)}`],
  ...written(timescale ?? trackTimescale(fps), files, limits),
];

/** Arguments of the ffmpeg that encodes the frames of a piece so that the decoder of the copied ones goes on with them. */
export const edgeCommand = (
  piece: CutPiece,
  { edges, timescale }: Pick<CutPlan, 'edges' | 'timescale'>,
  fps: Rational,
  files: PieceFiles,
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => [
  ...opened(piece, files, limits),
  ...['-map', `0:${piece.stream}`, '-vf', `${framesOf(piece, fps)},setpts=N/(${fps.num}/${fps.den}*TB)`],
  ...['-frames:v', String(piece.frames), '-fps_mode', 'passthrough', '-enc_time_base', `${fps.den}:${fps.num}`],
  ...['-c:v', 'libx264', '-preset', EDGE_PRESET, '-crf', EDGE_CRF, '-profile:v', edges.profile],
  // Without B-frames an edge may end anywhere.
  ...[
    '-pix_fmt',
    edges.pixelFormat,
    '-bf',
    '0',
    '-g',
    String(piece.frames),
    '-threads:v',
    '1',
    ...colorArgs(edges.color),
  ],
  ...['-flags:v', '+bitexact', '-bsf:v', 'filter_units=remove_types=6'],
  ...written(timescale ?? trackTimescale(fps), files, limits),
];

/** Packets. Of two inputs each is read by a thread of its own; where one runs dry, ffmpeg sleeps for ten milliseconds. */
const QUEUE: readonly string[] = ['-thread_queue_size', '1024'];

/**
 * Arguments of the ffmpeg that joins pieces and sound. Parameter sets travel within the packets, since every piece has its own;
 * decoding times are counted anew, since pieces that end early leave holes between theirs.
 */
export const joinCutsCommand = (
  { pieces, delay }: CutPlan,
  fps: Rational,
  files: AssembleFiles & { readonly audio: NonNullable<AssembleFiles['audio']> },
  limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...[...QUEUE, ...inputGuards(JOIN_FORMAT_WHITELIST), '-auto_convert', '1', '-f', 'concat', '-i', fileUrl(files.list)],
  ...[...QUEUE, ...soundInput(files.audio)],
  ...['-map', '0:v:0', '-map', '1:a:0', '-c', 'copy'],
  ...soundTimes(files.audio),
  ...['-bsf:v', `setts=${onTheGrid(delay, fps)}`],
  ...['-video_track_timescale', String(trackTimescale(fps))],
  // Room for the index in front of the film, so that it need not be written twice to get there.
  ...[
    '-moov_size',
    String(
      indexBytes(
        pieces.reduce((sum, { frames }) => sum + frames, 0),
        fps,
      ),
    ),
  ],
  ...REPRODUCIBLE_ARGS,
  ...['-fs', String(limits.maxOutputBytes), '-f', 'mp4', fileUrl(files.output)],
];

const opened = ({ seek }: CutPiece, { source }: PieceFiles, { maxPixels }: CommandLimits): readonly string[] => [
  ...GLOBAL_ARGS,
  '-copyts',
  ...inputGuards(INPUT_FORMAT_WHITELIST),
  ...['-max_pixels', String(maxPixels), '-threads', '1', '-an', '-sn', '-dn', '-noautorotate'],
  ...(seek === null ? [] : ['-seek_timestamp', '1', '-noaccurate_seek', '-ss', secondsUp(seek)]),
  ...['-i', fileUrl(source)],
];

const written = (timescale: number, { output }: PieceFiles, { maxOutputBytes }: CommandLimits): readonly string[] => [
  ...['-video_track_timescale', String(timescale), ...REPRODUCIBLE_ARGS],
  ...['-fs', String(maxOutputBytes), '-f', 'mp4', fileUrl(output)],
];

/** The source's own ticks from 0 on; decoding times are counted, since a copy that begins in mid-film has them too late or too early. */
const fromZero = ({ firstPts, delay }: CutPiece, fps: Rational): string =>
  `pts=PTS-${firstPts}:dts=floor((N-${delay})*${fps.den}/(${fps.num}*TB))`;

/** Whole frames, whatever a source's clock rounds to, and from the first one on, whatever ffmpeg takes for the beginning of the list. */
const onTheGrid = (delay: number, { num, den }: Rational): string =>
  `pts=round((PTS-STARTPTS)*TB*${num}/${den})*${den}/(${num}*TB):dts=(N-${delay})*${den}/(${num}*TB)`;

/** Ends at a time and not at a count, so that a frame that cannot be decoded is missed and not made up for by the one behind the piece. */
const framesOf = ({ firstPts, frames, timeBase }: CutPiece, fps: Rational): string => {
  const frameTicks = (fps.den * timeBase.den) / (fps.num * timeBase.num);
  return `trim=start_pts=${firstPts}:end_pts=${firstPts + Math.round((frames - 0.5) * frameTicks)}`;
};

const colorArgs = ({ range, matrix, primaries, transfer }: ColorInfo): readonly string[] =>
  [
    ['-color_range', range],
    ['-colorspace', matrix],
    ['-color_primaries', primaries],
    ['-color_trc', transfer],
  ].flatMap(([option, value]) => (option && value ? [option, value] : []));

/** Generous: a frame takes up to 30 bytes of the index, and a packet of AAC, of which there are 47 in a second, 12. */
const indexBytes = (frames: number, fps: Rational): number =>
  65_536 + frames * 40 + Math.ceil((frames * fps.den * 47 * 20) / fps.num);
