import { CutroomError } from '#lib/contracts';
import { type Rational, toSeconds } from '#lib/timeline';
import { type ProbeContext, type ProbeOptions, probeContext } from '../probe/options.js';
import { runFfprobe } from '../probe/run-ffprobe.js';
import type { Launcher } from '../process/launcher.js';

/** What a rendered file must be. `audioSamples` at 48 kHz; null = it has no sound. */
export interface ExpectedOutput {
  readonly frames: number;
  readonly fps: Rational;
  readonly width: number;
  readonly height: number;
  readonly audioSamples: number | null;
}

export type VerifyOptions = Omit<ProbeOptions, 'maxPixels'>;

interface Found {
  readonly codec_type?: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: string;
  readonly nb_read_packets?: string;
}

const SAMPLE_RATE = 48_000;
const AAC_FRAME = 1024;
const ENTRIES = 'stream=codec_type,width,height,duration,nb_read_packets';

const read = async (context: ProbeContext): Promise<readonly Found[]> => {
  let json = '';
  await runFfprobe(context, ['-count_packets', '-of', 'json', '-show_entries', ENTRIES], (line) => {
    json += line;
  });
  return (JSON.parse(json) as { readonly streams?: readonly Found[] }).streams ?? [];
};

const differs = (what: string, expected: number, found: number, tolerance: number): string | null =>
  Math.abs(expected - found) <= tolerance ? null : `${what}: ${found} instead of ${expected}`;

const pictureFaults = (video: Found, { frames, fps, width, height }: ExpectedOutput): readonly (string | null)[] => [
  differs('width', width, video.width ?? 0, 0),
  differs('height', height, video.height ?? 0, 0),
  // One packet of H.264 in MP4 is one frame.
  differs('frames', frames, Number(video.nb_read_packets), 0),
  differs('picture seconds', frames / toSeconds(fps), Number(video.duration), 0.5 / toSeconds(fps)),
];

const soundFaults = (audio: Found | undefined, samples: number | null): readonly (string | null)[] => {
  if (samples === null) return [audio === undefined ? null : 'sound where none was planned'];
  if (audio === undefined) return ['no sound'];
  return [differs('samples', samples, Math.round(Number(audio.duration) * SAMPLE_RATE), AAC_FRAME)];
};

const faultsOf = (streams: readonly Found[], expected: ExpectedOutput): readonly string[] => {
  const [video, ...others] = streams.filter(({ codec_type }) => codec_type === 'video');
  const [audio] = streams.filter(({ codec_type }) => codec_type === 'audio');
  if (video === undefined || others.length > 0) return ['not exactly one picture stream'];
  return [...pictureFaults(video, expected), ...soundFaults(audio, expected.audioSamples)].filter(
    (fault) => fault !== null,
  );
};

/**
 * Compares a finished file with the plan: size, every frame, length of picture and sound (within one AAC frame).
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
