import { CutroomError } from '#lib/contracts';
import type { Source } from '#lib/persistence';
import { displaySize, type MediaInfo } from '#lib/render-plan';
import { add, type Rational, rational, toSeconds } from '#lib/timeline';

export type FoundSource = Omit<Source, 'index'>;

/** Rates that cameras write, which files often only come near to. */
const USUAL_RATES: readonly Rational[] = [
  rational(24_000, 1001),
  rational(24),
  rational(25),
  rational(30_000, 1001),
  rational(30),
  rational(50),
  rational(60_000, 1001),
  rational(60),
];
/** 23.976 and 24 are one part in a thousand apart. */
const NEAR = 0.0004;
const FASTEST = 120;

/** @throws CutroomError INVALID_CLIP_FORMAT where one cannot cut from it */
export const describeSource = (filename: string, info: MediaInfo): FoundSource => {
  const { video, sizeBytes } = info;
  const length = video?.duration ?? null;
  if (video === null || info.still) throw unusable('This file has no moving picture.');
  const duration = length === null ? info.duration : add(video.start, length);
  if (duration === null) throw unusable('The length of this file cannot be told.');
  const { width, height } = displaySize(video);
  const rate = steadyRate(video.frameRate);
  return {
    ...{ filename, duration: toSeconds(duration), width, height, codec: video.codec, fileSize: sizeBytes },
    frameRate: `${rate.num}/${rate.den}`,
  };
};

/** The rate a film of this source is made at: a usual one where it is near, and one that a file can be written at. */
const steadyRate = (rate: Rational): Rational => {
  const value = Math.min(toSeconds(rate), FASTEST);
  const usual = USUAL_RATES.find((one) => Math.abs(toSeconds(one) - value) <= NEAR * value);
  return usual ?? rational(Math.max(1, Math.round(value * 1000)), 1000);
};

const unusable = (message: string): CutroomError => new CutroomError('INVALID_CLIP_FORMAT', message);
