import type { ColorPreset } from '#lib/timeline';

/** Points `[in, out]` of a tone curve, 0–1, rising in `in`; a smooth line is laid through them. */
export type Curve = readonly (readonly [number, number])[];

/** What a colour preset does, in R′G′B′: first the saturation, then the channels' own curves, then the one for all. */
export interface Look {
  /** 0 is grey, 1 leaves colours as they are. */
  readonly saturation: number;
  readonly curves: Partial<Readonly<Record<'master' | 'red' | 'green' | 'blue', Curve>>>;
}

/** The looks as data: a new one is a new row here and its name in libs/timeline. */
export const LOOKS: Readonly<Record<Exclude<ColorPreset, 'corrected'>, Look | null>> = {
  none: null,
  vivid: {
    saturation: 1.35,
    curves: {
      master: [
        [0, 0],
        [0.25, 0.22],
        [0.75, 0.79],
        [1, 1],
      ],
    },
  },
  warm: {
    saturation: 1.05,
    curves: {
      red: [
        [0, 0],
        [0.5, 0.55],
        [1, 1],
      ],
      blue: [
        [0, 0],
        [0.5, 0.43],
        [1, 0.92],
      ],
    },
  },
  cool: {
    saturation: 1,
    curves: {
      red: [
        [0, 0],
        [0.5, 0.44],
        [1, 0.93],
      ],
      blue: [
        [0, 0],
        [0.5, 0.56],
        [1, 1],
      ],
    },
  },
  mono: { saturation: 0, curves: {} },
  /** Shadows towards teal, highlights towards orange, blacks and whites held back. */
  cinematic: {
    saturation: 0.9,
    curves: {
      red: [
        [0, 0],
        [0.25, 0.21],
        [0.75, 0.79],
        [1, 1],
      ],
      blue: [
        [0, 0.04],
        [0.25, 0.27],
        [0.75, 0.71],
        [1, 0.93],
      ],
      master: [
        [0, 0.01],
        [0.25, 0.2],
        [0.5, 0.5],
        [0.75, 0.79],
        [1, 0.98],
      ],
    },
  },
  /** Faded print: lifted blacks, soft whites, little colour and that yellowish. */
  vintage: {
    saturation: 0.65,
    curves: {
      red: [
        [0, 0.07],
        [0.5, 0.55],
        [1, 0.97],
      ],
      green: [
        [0, 0.05],
        [0.5, 0.51],
        [1, 0.94],
      ],
      blue: [
        [0, 0.09],
        [0.5, 0.44],
        [1, 0.82],
      ],
    },
  },
};

/**
 * How far `corrected` goes (ffmpeg's normalize): the darkest and the brightest of each frame go most of the way to black and
 * white; `independence` is how much each channel is drawn out by itself, which takes a cast away, and not with the others.
 */
export const CORRECTION = { independence: 0.8, strength: 0.8, smoothing: 0 } as const;
