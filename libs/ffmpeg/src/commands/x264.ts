import type { EncoderSettings } from '#lib/render-plan';
import { framesIn, type Rational, rational } from '#lib/timeline';

/**
 * Longer than any segment, which is up to nine seconds long: each begins with a key frame anyway, and one that a count
 * forces on its last frames costs 3 % of a film (measured). The same for all segments, since their headers depend on it.
 */
const GOP_SECONDS = rational(10);

/**
 * x264 so that segments of one plan join without re-encoding: closed GOPs, parameter sets that do not depend on the
 * content (`stitchable`), and a fixed number of threads, on which the bits depend.
 */
export const x264Args = (
  { crf, preset }: EncoderSettings,
  threads: number,
  fps: Rational,
  timescale: number,
): readonly string[] => {
  const keyint = Math.max(1, framesIn(GOP_SECONDS, fps));
  const params = { keyint, 'open-gop': 0, stitchable: 1, 'force-cfr': 1 };
  return [
    ...['-c:v', 'libx264', '-preset', preset, '-crf', String(crf)],
    // Without loss means High 4:4:4 Predictive, whatever the pixels: x264 refuses it under any other name.
    ...(crf === 0 ? [] : ['-profile:v', 'high']),
    ...['-pix_fmt', 'yuv420p'],
    ...['-threads:v', String(threads)],
    ...[
      '-x264-params',
      Object.entries(params)
        .map(([key, value]) => `${key}=${value}`)
        .join(':'),
    ],
    ...['-color_range', 'tv', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
    ...['-flags:v', '+bitexact'],
    // x264 writes its settings into a comment of every file; NAL type 6 is that comment.
    ...['-bsf:v', 'filter_units=remove_types=6'],
    ...['-video_track_timescale', String(timescale)],
  ];
};
