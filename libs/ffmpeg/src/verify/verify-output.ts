import { stat } from 'node:fs/promises';
import { CutroomError } from '#lib/contracts';
import type { MediaInfo } from '#lib/render-plan';
import { FORMATS, type OutputFormat, type PictureCodec, type Rational, toSeconds } from '#lib/timeline';
import { SOUND_ENCODERS } from '../encoders/sound-encoders.js';
import { describeMedia } from '../probe/describe-media.js';
import { measure } from '../probe/measure.js';
import { measureAsStated } from '../probe/measure-by-header.js';
import { ticks } from '../probe/numbers.js';
import { PROBE_MS, type ProbeOptions, probeContext } from '../probe/options.js';
import type { RawStream } from '../probe/raw.js';
import { readHeaderAndCount } from '../probe/read-header.js';
import type { Launcher } from '../process/launcher.js';

/** What a rendered file must be. `frames` and size are those of the picture, where the format has one. */
export interface ExpectedOutput {
  readonly format: OutputFormat;
  readonly codec: PictureCodec | null;
  readonly frames: number;
  readonly fps: Rational;
  readonly width: number;
  readonly height: number;
  /** At 48 kHz; null = it has no sound. */
  readonly audioSamples: number | null;
}

/** `timeoutMs` is what reading all of the file may take besides. */
export type VerifyOptions = ProbeOptions;

/** Of a slow disk. What a long render came to shall not be lost for that. */
const BYTES_PER_MS = 20_000;

const SAMPLE_RATE = 48_000;
/** A GIF's pictures stand for whole hundredths of a second, the last one included. */
const HUNDREDTH = 0.01;
/** ffprobe's name where it is not ours. */
const PROBE_NAMES: Readonly<Partial<Record<PictureCodec, string>>> = { h265: 'hevc' };

/** Null where the header does not say how long a stream is, as WebM's does not. */
const lengthOf = ({ duration_ts, time_base }: RawStream): number | null => {
  const length = ticks(duration_ts, time_base);
  return length === null ? null : toSeconds(length);
};

const differs = (what: string, expected: number, found: number, tolerance: number): string | null =>
  Math.abs(expected - found) <= tolerance ? null : `${what}: ${found} instead of ${expected}`;

const isNot = (what: string, expected: string, found: string | undefined): string | null =>
  expected === found ? null : `${what}: ${found} instead of ${expected}`;

const pictureFaults = (video: RawStream, expected: ExpectedOutput, codec: PictureCodec): readonly (string | null)[] => {
  const { frames, fps, width, height, format } = expected;
  const frame = 1 / toSeconds(fps);
  const length = lengthOf(video);
  const tolerance = 0.5 * frame + (format === 'gif' ? 2 * HUNDREDTH : 0);
  return [
    isNot('codec', PROBE_NAMES[codec] ?? codec, video.codec_name),
    differs('width', width, video.width ?? 0, 0),
    differs('height', height, video.height ?? 0, 0),
    // One packet is one frame, in each of our codecs.
    differs('frames', frames, Number(video.nb_read_packets), 0),
    length === null ? null : differs('picture seconds', frames * frame, length, tolerance),
  ];
};

const soundFaults = (
  audio: RawStream | undefined,
  samples: number | null,
  format: OutputFormat,
): readonly (string | null)[] => {
  if (samples === null) return [audio === undefined ? null : 'sound where none was planned'];
  const { sound } = FORMATS[format];
  if (audio === undefined || sound === null) return ['no sound'];
  const { frame, slack } = SOUND_ENCODERS[sound];
  // Only MP4's edit list tells how much of the last packets is meant to be heard.
  const found =
    sound === 'aac' ? Math.round((lengthOf(audio) ?? 0) * SAMPLE_RATE) : Number(audio.nb_read_packets) * frame;
  return [isNot('sound', sound, audio.codec_name), differs('samples', samples, found, slack)];
};

const faultsOf = (streams: readonly RawStream[], expected: ExpectedOutput): readonly string[] => {
  const { codec, audioSamples, format } = expected;
  const videos = streams.filter(({ codec_type }) => codec_type === 'video');
  const [audio] = streams.filter(({ codec_type }) => codec_type === 'audio');
  const [video] = videos;
  const picture = codec === null || video === undefined ? [] : pictureFaults(video, expected, codec);
  if (videos.length !== (codec === null ? 0 : 1)) return [`${videos.length} picture streams`];
  return [...picture, ...soundFaults(audio, audioSamples, format)].filter((fault) => fault !== null);
};

/**
 * Compares a finished file with the plan: codecs, size, every frame, length of picture and sound (within what its encoder adds).
 * A file that cannot be read throws PROCESSING_FAILED as transient: a write was lost, another attempt writes it anew.
 * A readable file of another length is permanent, because the same plan and encoder make the same bytes again.
 * @returns what the file is, as `probe` tells it, for the price of one look
 */
export async function verifyOutput(
  launcher: Launcher,
  path: string,
  expected: ExpectedOutput,
  options: VerifyOptions = {},
): Promise<MediaInfo> {
  const { size } = await stat(path);
  const timeoutMs = (options.timeoutMs ?? PROBE_MS) + size / BYTES_PER_MS;
  const context = probeContext(launcher, path, { ...options, timeoutMs });
  const header = await readHeaderAndCount(context).catch((cause: unknown) => {
    if (!(cause instanceof CutroomError) || cause.code !== 'INVALID_CLIP_FORMAT') throw cause;
    throw new CutroomError('PROCESSING_FAILED', 'The finished file cannot be read.', { transient: true, cause });
  });
  const faults = faultsOf(header.streams ?? [], expected);
  if (faults.length > 0) {
    throw new CutroomError('PROCESSING_FAILED', 'The finished file is not what was planned.', { details: { faults } });
  }
  return describeMedia(
    context,
    header,
    size,
    async (...args) => measureAsStated(args[1], args[2]) ?? (await measure(...args)),
  );
}
