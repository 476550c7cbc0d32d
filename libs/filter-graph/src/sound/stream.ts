import type { AudioInfo, MediaInfo } from '#lib/render-plan';
import { compare, framesIn, max, type Rational, rational, sub, ZERO } from '#lib/timeline';
import { audio } from '../nodes/builders.js';
import type { AudioPad } from '../nodes/node.js';

export const SAMPLE_RATE = 48_000;

/** Every codec's decoder is in full swing after this much; MDCT codecs need a packet or two, Opus 80 ms. */
const PREROLL = rational(1, 2);

/** Where to enter a file to hear it from `inPoint` seconds on; null: at its start. */
export const soundSeek = (info: MediaInfo, inPoint: Rational): Rational | null => {
  const seek = max(ZERO, sub(inPoint, PREROLL));
  return info.seekable && compare(seek, ZERO) > 0 ? seek : null;
};

/**
 * A stream's sound from `inPoint` on: 48 kHz stereo float, sample 0 exactly there; what begins later is preceded by
 * silence, and holes of more than 0.1 s in the timestamps are filled with it. By the clock of the `stream`, its first sample is
 * where the probe saw it begin: ffmpeg's idea of a file's start depends on the streams in use, and some of its demuxers count
 * what the codec needs to get going (Vorbis, Opus).
 */
export const soundFrom = (
  clock: 'file' | 'stream',
  stream: AudioInfo,
  inPoint: Rational,
  input: AudioPad,
): AudioPad => {
  const samples = (seconds: Rational): number => framesIn(seconds, rational(SAMPLE_RATE));
  const zero = samples(inPoint);
  const shift = clock === 'file' ? signed(-zero) : `-STARTPTS${signed(samples(stream.start) - zero)}`;
  const ticked = audio('asettb', { expr: rational(1, SAMPLE_RATE) }, input);
  const moved = audio('asetpts', { expr: `PTS${shift}` }, ticked);
  const near = audio('atrim', { start: -SPARE_SECONDS }, moved);
  return resampled(stream.channels === 1 ? bothSides(near) : near);
};

/** What `aresample` cuts off at the sample; left more, it would set half a megabyte aside per sound. */
const SPARE_SECONDS = 0.02;

/** swresample would lower a single channel by 3 dB on each side. */
const bothSides = (input: AudioPad): AudioPad => audio('pan', { args: 'stereo|c0=c0|c1=c0' }, input);

/**
 * Many channels come down by ITU-R BS.775: front as it is, centre and surrounds 3 dB lower, no LFE. `rematrix_maxval` keeps
 * swresample from scaling the whole down to where it could never clip, 8 dB under a stereo clip; the limiter sees to that.
 */
const resampled = (input: AudioPad): AudioPad => {
  const timing = { first_pts: 0, min_comp: 0.00001, min_hard_comp: 0.1 };
  return stereo(audio('aresample', { sample_rate: SAMPLE_RATE, ...timing, rematrix_maxval: 1000 }, input));
};

export const stereo = (input: AudioPad): AudioPad =>
  audio('aformat', { sample_fmts: 'fltp', sample_rates: SAMPLE_RATE, channel_layouts: 'stereo' }, input);

/** Exactly `samples` samples: silence behind what is too short, a cut through what is too long. */
export const exactly = (samples: number, input: AudioPad): AudioPad =>
  audio('atrim', { end_sample: samples }, audio('apad', { whole_len: samples }, input));

export const silence = (samples: number): AudioPad => {
  const source = audio('anullsrc', { channel_layout: 'stereo', sample_rate: SAMPLE_RATE });
  return audio('atrim', { end_sample: samples }, stereo(source));
};

const signed = (samples: number): string => (samples < 0 ? `${samples}` : `+${samples}`);
