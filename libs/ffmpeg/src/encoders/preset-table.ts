import type { X264Preset } from '#lib/timeline';

/** What every other encoder does where x264 would do this much. */
export interface Effort {
  /** `-cpu-used` of libvpx in `deadline`. */
  readonly vp9: readonly [deadline: 'realtime' | 'good', cpuUsed: number];
  readonly svtav1: number;
  /** `-cpu-used` of libaom; 9 works in real-time usage only. */
  readonly aom: number;
}

/** By its place on x264's scale, from the least work to the most. */
export const EFFORT: Readonly<Record<X264Preset, Effort>> = {
  ultrafast: { vp9: ['realtime', 8], svtav1: 12, aom: 9 },
  superfast: { vp9: ['realtime', 7], svtav1: 11, aom: 8 },
  veryfast: { vp9: ['realtime', 6], svtav1: 10, aom: 7 },
  faster: { vp9: ['good', 5], svtav1: 9, aom: 6 },
  fast: { vp9: ['good', 4], svtav1: 8, aom: 6 },
  medium: { vp9: ['good', 3], svtav1: 7, aom: 5 },
  slow: { vp9: ['good', 2], svtav1: 6, aom: 4 },
  slower: { vp9: ['good', 1], svtav1: 4, aom: 3 },
  veryslow: { vp9: ['good', 0], svtav1: 3, aom: 2 },
  placebo: { vp9: ['good', 0], svtav1: 2, aom: 1 },
};

/**
 * A quality of x264's scale (0–51) on those of VP9 and AV1 (0–63), whose 31 is about x264's 21 to look at. Straight on both
 * sides of that, so that the ends stay the ends.
 */
export const quality63 = (crf: number): number => Math.round(crf <= 21 ? (crf * 31) / 21 : 31 + ((crf - 21) * 32) / 30);

/** The same for H.265, whose scale has the same ends and looks as good four steps up. */
export const qualityH265 = (crf: number): number => Math.min(51, Math.round(crf <= 21 ? (crf * 25) / 21 : crf + 4));
