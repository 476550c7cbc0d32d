import { audio, concatAudio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';
import { stereo } from './stream.js';

/** Samples over which a jump is taken back, 10 ms: what is left of it is too low to be heard as a click. */
const WAY = 480;
/** A jump is what bends the sound so many times more than anything in the last milliseconds did. */
const OUT_OF_LINE = 4;
/** Full scale is 1: what is smaller is no click (−60 dBFS). */
const LEAST = 0.001;

/**
 * A sound over and over; at most `samples` of it are held in memory. It is looped as samples, so that no codec's priming is heard at
 * the seam, and a sound that was made to be looped goes on as if there was none. Where its beginning does not fit its end, the
 * step between them is taken back over 10 ms, in every round but the first.
 */
export const endless = (samples: number, once: AudioPad): AudioPad => {
  const backwards = (pad: AudioPad): AudioPad => audio('areverse', {}, pad);
  const tail = backwards(audio('atrim', { end_sample: WAY }, backwards(once)));
  const healed = audio(
    'aeval',
    { exprs: `${heal(0)}|${heal(1)}`, channel_layout: 'stereo' },
    concatAudio([tail, once]),
  );
  const again = audio('asetpts', { expr: 'N' }, audio('atrim', { start_sample: WAY }, stereo(healed)));
  return concatAudio([once, audio('aloop', { loop: -1, size: samples }, again)]);
};

/**
 * Registers: 0 and 1, the last sample and the one before it; 2, how far the sound bent lately; 3, the step that is taken back;
 * 4, how far this sample is off the line through those two.
 */
const heal = (channel: number): string =>
  [
    `st(4,2*ld(0)-ld(1)-val(${channel}))`,
    `if(eq(n,${WAY}),st(3,if(gt(abs(ld(4)),${OUT_OF_LINE}*ld(2)+${LEAST}),ld(4),0)),st(2,max(ld(2)*0.98,abs(ld(4)))))`,
    'st(1,ld(0))',
    `st(0,val(${channel}))`,
    `ld(0)+if(ld(3)*lt(n,${2 * WAY}),ld(3)*(1+cos(PI*(n-${WAY})/${WAY}))/2,0)`,
  ].join(';');
