import type { Problem } from '#lib/contracts';
import type { Clip } from './model.js';
import { compare, div, equals, type Rational, rational, sub, ZERO } from './rational.js';

/** Seconds a picture is shown where nothing says it. */
export const PICTURE_SECONDS = rational(5);

/** Seconds on the timeline that `source` seconds of a clip last at its speed. */
export const atSpeed = (source: Rational, { speed }: Pick<Clip, 'speed'>): Rational => div(source, speed);

/** A clip's length on the timeline in seconds as far as the request says it; null where only the media can tell. */
export const declaredLength = (clip: Clip): Rational | null => {
  if (clip.sound !== null) return null;
  if (clip.shownFor !== null) return clip.shownFor;
  return clip.outPoint === null ? null : atSpeed(sub(clip.outPoint, clip.inPoint), clip);
};

/** A picture's length on the timeline in seconds: as said, else up to its stated end, else the default. */
export const pictureLength = ({ shownFor, placement, statedEnd }: Clip): Rational => {
  if (shownFor !== null) return shownFor;
  return placement.kind === 'placed' && statedEnd !== null ? sub(statedEnd, placement.start) : PICTURE_SECONDS;
};

/** What a clip asks for that a picture does not have: a time of its own. */
export const pictureProblems = ({ pointer, inPoint, outPoint, speed }: Clip): readonly Problem[] => {
  const said: readonly (readonly [field: string, isSaid: boolean])[] = [
    ['trim_start', compare(inPoint, ZERO) > 0],
    ['trim_end', outPoint !== null],
    ['speed', !equals(speed, rational(1))],
  ];
  return said.flatMap(([field, isSaid]) =>
    isSaid
      ? [{ pointer: `${pointer}/${field}`, message: `A picture has no ${field}; its length is its duration.` }]
      : [],
  );
};

/** What a clip asks for that only pictures have. */
export const videoProblems = ({ pointer, shownFor, motion, sound }: Clip): readonly Problem[] => [
  ...(shownFor === null
    ? []
    : [{ pointer: `${pointer}/duration`, message: 'Only pictures have a duration; a video is cut with trim_end.' }]),
  ...(motion === null
    ? []
    : [{ pointer: `${pointer}/motion`, message: 'Only pictures have a motion, and this is a video.' }]),
  ...(sound === null
    ? []
    : [{ pointer: sound.pointer, message: 'Only pictures are given a sound; a video has its own.' }]),
];
