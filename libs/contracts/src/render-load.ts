import type { RenderWork } from './render-work.js';

/** Encoding time over `medium`'s (x264, 720p, measured). */
const PRESETS: Readonly<Record<string, number>> = {
  ...{ ultrafast: 0.15, superfast: 0.25, veryfast: 0.4, faster: 0.65, fast: 0.85 },
  ...{ medium: 1, slow: 1.6, slower: 2.8, veryslow: 5 },
};
const HD_PIXELS = 1280 * 720;

/** Encoding time over x264's, roughly. */
const CODECS: Readonly<Record<string, number>> = { h265: 3, vp9: 4, av1: 3, gif: 1, sound: 0 };

const effortOf = (label: string): number => {
  const [codec = '', preset] = label.split(' ');
  return preset === undefined ? (PRESETS[codec] ?? 1) : (CODECS[codec] ?? 1) * (PRESETS[preset] ?? 1);
};

/** Seconds on two cores by first assumptions: decoding and scaling, encoding by size, transitions and layers on top. */
export const loadOf = ({ frames, pixels, preset, transition_frames, layer_frames }: RenderWork): number => {
  const size = pixels / HD_PIXELS;
  const encoding = 0.013 * size * effortOf(preset);
  return frames * (0.007 + encoding) + transition_frames * (0.006 + 0.015 * size) + layer_frames * 0.001 * size;
};

/** Seconds on two cores that `seconds` of sound take, by first assumptions. */
export const soundLoadOf = (seconds: number): number => 0.02 * seconds;
