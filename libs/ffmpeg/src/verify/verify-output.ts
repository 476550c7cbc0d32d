import { CutroomError } from '#lib/contracts';
import { FORMATS, type OutputFormat, type PictureCodec, type Rational, toSeconds } from '#lib/timeline';
import { SOUND_ENCODERS } from '../encoders/sound-encoders.js';
import { type ProbeContext, type ProbeOptions, probeContext } from '../probe/options.js';
import { runFfprobe } from '../probe/run-ffprobe.js';
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

export type VerifyOptions = Omit<ProbeOptions, 'maxPixels'>;

interface Found {
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: string;
  readonly nb_read_packets?: string;
}

const SAMPLE_RATE = 48_000;
const ENTRIES = 'stream=codec_type,codec_name,width,height,duration,nb_read_packets';
/** A GIF's pictures stand for whole hundredths of a second, the last one included. */
const HUNDREDTH = 0.01;
/** ffprobe's name where it is not ours. */
const PROBE_NAMES: Readonly<Partial<Record<PictureCodec, string>>> = { h265: 'hevc' };

const read = async (context: ProbeContext): Promise<readonly Found[]> => {
  let json = '';
  await runFfprobe(context, ['-count_packets', '-of', 'json', '-show_entries', ENTRIES], (line) => {
    json += line;
  });
  return (JSON.parse(json) as { readonly streams?: readonly Found[] }).streams ?? [];
};

const differs = (what: string, expected: number, found: number, tolerance: number): string | null =>
  Math.abs(expected - found) <= tolerance ? null : `${what}: ${found} instead of ${expected}`;

const isNot = (what: string, expected: string, found: string | undefined): string | null =>
  expected === found ? null : `${what}: ${found} instead of ${expected}`;

const pictureFaults = (video: Found, expected: ExpectedOutput, codec: PictureCodec): readonly (string | null)[] => {
  const { frames, fps, width, height, format } = expected;
  const frame = 1 / toSeconds(fps);
  const tolerance = 0.5 * frame + (format === 'gif' ? 2 * HUNDREDTH : 0);
  return [
    isNot('codec', PROBE_NAMES[codec] ?? codec, video.codec_name),
    differs('width', width, video.width ?? 0, 0),
    differs('height', height, video.height ?? 0, 0),
    // One packet is one frame, in each of our codecs.
    differs('frames', frames, Number(video.nb_read_packets), 0),
    // WebM does not say how long a stream is.
    video.duration === undefined ? null : differs('picture seconds', frames * frame, Number(video.duration), tolerance),
  ];
};

const soundFaults = (
  audio: Found | undefined,
  samples: number | null,
  format: OutputFormat,
): readonly (string | null)[] => {
  if (samples === null) return [audio === undefined ? null : 'sound where none was planned'];
  const { sound } = FORMATS[format];
  if (audio === undefined || sound === null) return ['no sound'];
  const { frame, slack } = SOUND_ENCODERS[sound];
  // Only MP4's edit list tells how much of the last packets is meant to be heard.
  const found =
    sound === 'aac' ? Math.round(Number(audio.duration) * SAMPLE_RATE) : Number(audio.nb_read_packets) * frame;
  return [isNot('sound', sound, audio.codec_name), differs('samples', samples, found, slack)];
};

const faultsOf = (streams: readonly Found[], expected: ExpectedOutput): readonly string[] => {
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
 */
export async function verifyOutput(
  launcher: Launcher,
  path: string,
  expected: ExpectedOutput,
  options: VerifyOptions = {},
): Promise<void> {
  const streams = await read(probeContext(launcher, path, options)).catch((cause: unknown) => {
    if (!(cause instanceof CutroomError) || cause.code !== 'INVALID_CLIP_FORMAT') throw cause;
    throw new CutroomError('PROCESSING_FAILED', 'The finished file cannot be read.', { transient: true, cause });
  });
  const faults = faultsOf(streams, expected);
  if (faults.length > 0) {
    throw new CutroomError('PROCESSING_FAILED', 'The finished file is not what was planned.', { details: { faults } });
  }
}
