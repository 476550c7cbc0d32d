import { compare, mul, type Rational, rational, sub, ZERO } from '#lib/timeline';
import type { Ramp } from '../plan.js';
import type { HeardClip } from './heard.js';
import { SAMPLE_RATE } from './samples.js';

/** Samples: five milliseconds, too short to be heard as a crossfade and long enough for a jump not to click. */
export const JOIN_SAMPLES = 240;
const JOIN_SECONDS = rational(JOIN_SAMPLES, SAMPLE_RATE);
const SOFT: Ramp = { samples: JOIN_SAMPLES, curve: 'level' };

/**
 * Takes the clicks out of hard cuts. Where one sound follows another, the outgoing one runs on over five milliseconds of
 * its handle, crossing over (or, where it has none, the incoming one begins that much earlier); where one is cut out of its
 * source beside silence, it is ramped. An edge that the source has itself stays as it is, and so does a cut through
 * which a sound goes on: levels that add up to one give it back unchanged.
 */
export const joinSounds = (sounds: readonly HeardClip[]): readonly HeardClip[] => {
  const joined = [...sounds];
  for (const [index, { end, fadeOut }] of sounds.entries()) {
    const next = sounds.findIndex(({ start }) => start === end);
    if (next >= 0 && fadeOut === null && sounds[next]?.fadeIn === null) crossOver(joined, index, next);
  }
  return joined.map((sound, index) => ({
    ...sound,
    fadeIn: sound.fadeIn ?? (isCutOpen(sounds, index) ? fitting(sound, sound.fadeOut) : null),
    fadeOut: sound.fadeOut ?? (isCutShort(sounds, index) ? fitting(sound, sound.fadeIn) : null),
  }));
};

const crossOver = (sounds: HeardClip[], from: number, to: number): void => {
  const [outgoing, incoming] = [sounds[from], sounds[to]];
  if (outgoing === undefined || incoming === undefined) return;
  if (isLong(outgoing.after) && fitting(incoming, incoming.fadeOut) !== null) {
    sounds[from] = { ...outgoing, end: outgoing.end + JOIN_SAMPLES, fadeOut: SOFT };
    sounds[to] = { ...incoming, fadeIn: SOFT };
  } else if (isLong(incoming.before) && fitting(outgoing, outgoing.fadeIn) !== null) {
    sounds[from] = { ...outgoing, fadeOut: SOFT };
    const inPoint = sub(incoming.inPoint, mul(JOIN_SECONDS, incoming.speed));
    sounds[to] = { ...incoming, start: incoming.start - JOIN_SAMPLES, inPoint, fadeIn: SOFT };
  }
};

const isLong = (handle: Rational): boolean => compare(handle, JOIN_SECONDS) >= 0;

/** Between silence and a source that goes further back. */
const isCutOpen = (sounds: readonly HeardClip[], index: number): boolean => {
  const sound = sounds[index];
  return sound !== undefined && compare(sound.before, ZERO) > 0 && !sounds.some(({ end }) => end === sound.start);
};

const isCutShort = (sounds: readonly HeardClip[], index: number): boolean => {
  const sound = sounds[index];
  return sound !== undefined && compare(sound.after, ZERO) > 0 && !sounds.some(({ start }) => start === sound.end);
};

/** A ramp, where the sound is long enough for it beside its other one. */
const fitting = ({ start, end }: HeardClip, other: Ramp | null): Ramp | null =>
  end - start - (other?.samples ?? 0) >= 2 * JOIN_SAMPLES ? SOFT : null;
