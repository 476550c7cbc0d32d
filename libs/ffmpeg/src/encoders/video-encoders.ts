import type { EncodedSize, PictureEncoding } from '#lib/render-plan';
import type { PictureCodec } from '#lib/timeline';
import { EFFORT, quality63, qualityH265 } from './preset-table.js';
import { x264Params } from './x264-params.js';

export interface EncodingJob extends PictureEncoding, Pick<EncodedSize, 'crf'> {
  readonly threads: number;
  /** Frames from one key frame to the next, longer than any segment. */
  readonly keyint: number;
}

export interface VideoEncoder {
  readonly codec: PictureCodec;
  /** ffmpeg's. */
  readonly name: string;
  /** Works only where the right device is: taken where a probe encode shows that it does. */
  readonly device?: true;
  /**
   * What a segment is kept in. MP4 in Apple's dialect, and NUT: in plain MP4, ffmpeg 5 would repeat an HDR source's mastering
   * data, which is not ours any more; and Matroska counts in milliseconds.
   */
  readonly segment: 'ipod' | 'nut';
  /** So that segments of one plan join without re-encoding: the same headers whatever the content, closed GOPs, no comments. */
  readonly args: (job: EncodingJob) => readonly string[];
}

const x264 = (job: EncodingJob, quality: readonly string[], profile: string): readonly string[] => [
  ...['-c:v', 'libx264', ...quality, '-profile:v', profile, '-pix_fmt', 'yuv420p'],
  ...['-threads:v', String(job.threads), '-x264-params', x264Params(job.keyint, job.bitrate)],
  // x264 writes its settings into a comment of every file; NAL type 6 is that comment.
  ...['-bsf:v', 'filter_units=remove_types=6'],
];

const nvenc = ({ crf, keyint }: EncodingJob): readonly string[] => [
  ...['-preset', 'p4', '-rc', 'vbr', '-cq', String(Math.max(1, crf)), '-b:v', '0', '-pix_fmt', 'yuv420p'],
  ...['-g', String(keyint)],
];

const qsv = ({ crf, keyint }: EncodingJob): readonly string[] => [
  ...['-preset', 'medium', '-global_quality', String(Math.max(1, crf)), '-pix_fmt', 'nv12', '-g', String(keyint)],
];

/** Frames are brought to the device by the graph, see `segmentGraph`. */
const vaapi = ({ crf, keyint }: EncodingJob): readonly string[] => [
  ...['-rc_mode', 'CQP', '-qp', String(Math.max(1, crf)), '-g', String(keyint)],
];

const DEVICES = { nvenc, qsv, vaapi } as const;

/** Of several encoders of a codec the first that works here is taken. */
export const VIDEO_ENCODERS: readonly VideoEncoder[] = [
  ...Object.entries(DEVICES).flatMap(([kind, args]): readonly VideoEncoder[] => {
    const encoder = (codec: PictureCodec, name: string, segment: 'ipod' | 'nut'): VideoEncoder => ({
      ...{ codec, name, segment, device: true },
      args: (job) => ['-c:v', name, ...args(job)],
    });
    return [encoder('h264', `h264_${kind}`, 'ipod'), encoder('h265', `hevc_${kind}`, 'nut')];
  }),
  {
    codec: 'h264',
    name: 'libx264',
    segment: 'ipod',
    // Without loss means High 4:4:4 Predictive, whatever the pixels: x264 refuses it under any other name.
    args: (job) =>
      job.bitrate === null
        ? x264(job, ['-preset', job.preset, '-crf', String(job.crf)], job.crf === 0 ? 'high444' : 'high')
        : x264(job, ['-preset', job.preset, '-b:v', String(job.bitrate)], 'high'),
  },
  {
    codec: 'h265',
    name: 'libx265',
    segment: 'nut',
    args: ({ crf, preset, threads, keyint }) => [
      ...['-c:v', 'libx265', '-preset', preset, '-crf', String(qualityH265(crf)), '-pix_fmt', 'yuv420p'],
      ...['-x265-params', `log-level=error:info=0:keyint=${keyint}:open-gop=0:pools=${threads}:frame-threads=1`],
    ],
  },
  {
    codec: 'vp9',
    name: 'libvpx-vp9',
    segment: 'nut',
    args: ({ crf, preset, threads, keyint }) => {
      const [deadline, cpuUsed] = EFFORT[preset].vp9;
      return [
        ...['-c:v', 'libvpx-vp9', '-deadline', deadline, '-cpu-used', String(cpuUsed)],
        ...['-crf', String(quality63(crf)), '-b:v', '0', '-pix_fmt', 'yuv420p'],
        ...['-g', String(keyint), '-threads:v', String(threads)],
      ];
    },
  },
  {
    codec: 'av1',
    name: 'libsvtav1',
    segment: 'nut',
    args: ({ crf, preset, threads, keyint }) => [
      ...['-c:v', 'libsvtav1', '-preset', String(EFFORT[preset].svtav1)],
      // 0 is no quality at all to it, but its own choice.
      ...['-crf', String(Math.max(1, quality63(crf)))],
      ...['-pix_fmt', 'yuv420p', '-g', String(keyint), '-svtav1-params', `lp=${threads}`],
    ],
  },
  {
    codec: 'av1',
    name: 'libaom-av1',
    segment: 'nut',
    args: ({ crf, preset, threads, keyint }) => {
      const { aom } = EFFORT[preset];
      return [
        ...['-c:v', 'libaom-av1', '-usage', aom > 6 ? 'realtime' : 'good', '-cpu-used', String(aom)],
        ...['-crf', String(quality63(crf)), '-b:v', '0', '-pix_fmt', 'yuv420p'],
        ...['-g', String(keyint), '-threads:v', String(threads)],
      ];
    },
  },
  {
    // A GIF is made of the whole; until then its segments lose nothing.
    codec: 'gif',
    name: 'libx264',
    segment: 'ipod',
    args: (job) => x264(job, ['-preset', 'ultrafast', '-qp', '0'], 'high444'),
  },
];

/** Throws RangeError for one that is not in the table. */
export const videoEncoder = ({ codec, encoder }: PictureEncoding): VideoEncoder => {
  const found = VIDEO_ENCODERS.find((one) => one.codec === codec && one.name === encoder);
  if (found === undefined) throw new RangeError(`There is no encoder ${encoder} of ${codec}.`);
  return found;
};
