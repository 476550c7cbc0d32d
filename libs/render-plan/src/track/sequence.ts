import type { Problem } from '#lib/contracts';
import { add, framesIn, type Rational, rational, type Timeline, ZERO } from '#lib/timeline';
import type { MediaTable } from '../media-table.js';
import type { AudioSpan, Ramp } from '../plan.js';
import { JOIN_SAMPLES } from '../sound/joins.js';
import { SAMPLE_RATE } from '../sound/samples.js';
import { soundLength } from '../sound/sound-length.js';

/** A file may begin and end anywhere in a wave; beside another one that would click. */
const SOFT: Ramp = { samples: JOIN_SAMPLES, curve: 'straight' };

/** Sounds of the sequence that have no length, or no sound. */
export const sequenceProblems = ({ audio }: Timeline, media: MediaTable): readonly Problem[] =>
  audio.sequence.flatMap(({ url, pointer }) => {
    const { info } = media.find(url, pointer);
    if (info.audio === null) return [];
    return soundLength(info) === null ? [{ pointer, message: 'The length of this sound cannot be told.' }] : [];
  });

/** Seconds that the whole sequence sounds. */
export const sequenceLength = ({ audio }: Timeline, media: MediaTable): Rational =>
  audio.sequence.reduce((sum, { url, pointer }) => add(sum, soundLength(media.find(url, pointer).info) ?? ZERO), ZERO);

/** The sequence as one lane of `total` samples: sounds edge to edge, then silence. Null where there is none. */
export const planSequence = ({ audio }: Timeline, total: number, media: MediaTable): readonly AudioSpan[] | null => {
  if (audio.sequence.length === 0) return null;
  const spans: AudioSpan[] = [];
  let [at, seconds] = [0, ZERO];
  for (const [index, { url, pointer }] of audio.sequence.entries()) {
    const found = media.find(url, pointer);
    seconds = add(seconds, soundLength(found.info) ?? ZERO);
    // Each ends where the sum does: roundings do not add up.
    const end = framesIn(seconds, rational(SAMPLE_RATE));
    const samples = Math.min(total, end) - at;
    if (samples <= 0) continue;
    const room = samples >= 2 * JOIN_SAMPLES;
    const isLast = index === audio.sequence.length - 1 && end <= total;
    spans.push({
      ...{ kind: 'sound', samples, media: found.index, inPoint: ZERO, speed: rational(1), gain: 1 },
      fadeIn: room && index > 0 ? SOFT : null,
      fadeOut: room && !isLast ? SOFT : null,
    });
    at += samples;
  }
  return at < total ? [...spans, { kind: 'silence', samples: total - at }] : spans;
};
