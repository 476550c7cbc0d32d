import type { SoundCodec } from '#lib/timeline';

export interface SoundEncoder {
  /** ffmpeg's. */
  readonly name: string;
  /** What the sound is kept in until it is joined: each hides what its encoder puts before and behind it. */
  readonly container: readonly string[];
  /** Samples of a packet, 48 kHz. */
  readonly frame: number;
  /** Samples that may come before and behind what was to be encoded. */
  readonly slack: number;
}

export const SOUND_ENCODERS: Readonly<Record<SoundCodec, SoundEncoder>> = {
  aac: { name: 'aac', container: ['-f', 'ipod'], frame: 1024, slack: 1024 },
  opus: { name: 'libopus', container: ['-f', 'webm'], frame: 960, slack: 960 + 312 },
  // Its first packet says how many samples at both ends were never there.
  mp3: {
    name: 'libmp3lame',
    container: ['-id3v2_version', '0', '-write_xing', '1', '-f', 'mp3'],
    frame: 1152,
    slack: 1105 + 2 * 1152,
  },
};
