/** Thousands of bits per second that every encoder of sound here takes for stereo. */
export const BITRATE_LIMITS = { least: 32, most: 320 } as const;

/** `192k` → 192,000 bits per second; null where it is none, or out of range. */
export const parseBitrate = (text: unknown): number | null => {
  const thousands = typeof text === 'string' ? Number(/^(\d{2,3})k$/.exec(text)?.[1]) : Number.NaN;
  return thousands >= BITRATE_LIMITS.least && thousands <= BITRATE_LIMITS.most ? thousands * 1000 : null;
};
