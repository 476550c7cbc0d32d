import type { AudioSpan } from '#lib/render-plan';
import { concatAudio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';
import { shaped } from './level.js';
import type { Listen } from './listening.js';
import { exactly, silence } from './stream.js';
import { atTempo } from './tempo.js';

/** Clip sounds and silences, one after the other. */
export const laneSound = (lane: readonly AudioSpan[], listen: Listen): AudioPad => {
  const [first, ...rest] = lane.filter(({ samples }) => samples > 0).map((span) => spanSound(span, listen));
  return first === undefined ? silence(1) : concatAudio([first, ...rest]);
};

const spanSound = (span: AudioSpan, listen: Listen): AudioPad => {
  if (span.kind === 'silence') return silence(span.samples);
  const heard = listen(span.media, span.inPoint, 'anywhere');
  return heard === null ? silence(span.samples) : shaped(span, exactly(span.samples, atTempo(span.speed, heard.pad)));
};
