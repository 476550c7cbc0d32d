import type { Arrangement } from '#lib/timeline';
import { fadesOf } from '../track/fades.js';
import type { Stretch } from '../track/track.js';

/** Where a clip is heard, in output frames: [start, end), with ramps at its two ends. */
export interface Sound {
  readonly clip: number;
  readonly start: number;
  readonly end: number;
  readonly fadeIn: number;
  readonly fadeOut: number;
}

/**
 * A clip is heard wherever it is seen, also over its handle; through a transition both clips are, crossing over. Where the
 * picture dips through the background, the sound dips with it.
 */
export const findSounds = (stretches: readonly Stretch[], arrangement: Arrangement): readonly Sound[] => {
  const sounds: Sound[] = [];
  const open = new Map<number, number>();
  const hear = (clip: number, { start, frames }: Stretch, fadeIn: number, fadeOut: number): void => {
    const index = open.get(clip);
    const last = index === undefined ? undefined : sounds[index];
    if (index !== undefined && last !== undefined && last.end === start) {
      sounds[index] = { ...last, end: start + frames, fadeOut };
      return;
    }
    open.set(clip, sounds.length);
    sounds.push({ clip, start, end: start + frames, fadeIn, fadeOut });
  };
  for (const stretch of stretches) {
    if (stretch.kind === 'clip') hear(stretch.clip, stretch, 0, 0);
    if (stretch.kind === 'transition') {
      hear(stretch.from, stretch, 0, stretch.frames);
      hear(stretch.to, stretch, stretch.frames, 0);
    }
  }
  const dips = fadesOf(arrangement);
  return sounds.map((sound) => {
    const own = dips[sound.clip] ?? [];
    const dipIn = own.find(({ direction, start }) => direction === 'in' && start === sound.start);
    const dipOut = own.find(({ direction, start, frames }) => direction === 'out' && start + frames === sound.end);
    return { ...sound, fadeIn: dipIn?.frames ?? sound.fadeIn, fadeOut: dipOut?.frames ?? sound.fadeOut };
  });
};
