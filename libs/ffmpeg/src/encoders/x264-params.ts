/** Closed GOPs, and parameter sets that do not depend on the content (`stitchable`). */
export const x264Params = (keyint: number): string =>
  Object.entries({ keyint, 'open-gop': 0, stitchable: 1, 'force-cfr': 1 })
    .map(([key, value]) => `${key}=${value}`)
    .join(':');
