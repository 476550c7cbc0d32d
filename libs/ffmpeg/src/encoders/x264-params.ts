/** Closed GOPs, and parameter sets that do not depend on the content (`stitchable`). @param bitrate bits per second, or null */
export const x264Params = (keyint: number, bitrate: number | null = null): string =>
  Object.entries({
    keyint,
    'open-gop': 0,
    stitchable: 1,
    'force-cfr': 1,
    ...(bitrate === null ? {} : constant(bitrate)),
  })
    .map(([key, value]) => `${key}=${value}`)
    .join(':');

/**
 * A steady rate, held in each segment by itself, whatever it shows: what is too simple to need it is filled up (`nal-hrd=cbr`). The
 * buffer is half a second and begins four fifths full, so that even a segment of two seconds is within a tenth.
 */
const constant = (bitrate: number) => {
  const kilobits = Math.round(bitrate / 1000);
  return { 'vbv-maxrate': kilobits, 'vbv-bufsize': Math.round(kilobits / 2), 'vbv-init': 0.8, 'nal-hrd': 'cbr' };
};
