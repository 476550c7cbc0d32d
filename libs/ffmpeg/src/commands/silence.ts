import { SOUND_ENCODERS } from '../encoders/sound-encoders.js';
import { fileUrl, inputGuards } from './arguments.js';
import type { Silence } from './files.js';

/** 1024 samples of stereo silence: what ffmpeg's AAC encoder makes of them, packet after packet. */
const SILENT_PACKET = [0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c];
/** ADTS, ISO/IEC 14496-3, 1.A.3: AAC-LC, 48 kHz, two channels, no checksum, 13 bytes in all. */
const ADTS_HEADER = [0xff, 0xf1, 0x4c, 0x80, 0x01, 0xbf, 0xfc];
const PACKET = Buffer.from([...ADTS_HEADER, ...SILENT_PACKET]);

const { frame } = SOUND_ENCODERS.aac;

/** One more than are heard: an encoder puts a packet before its sound, and so do these. */
const packetsOf = (samples: number): number => Math.ceil(samples / frame) + 1;

export const silentPackets = (samples: number): Buffer => Buffer.alloc(packetsOf(samples) * PACKET.length, PACKET);

export const silentInput = ({ path }: Silence): readonly string[] => [
  ...[...inputGuards('aac'), '-f', 'aac', '-i', fileUrl(path)],
];

/** When each packet is heard, for `setts`: the first not at all, the last as far as there is sound. */
export const silentTimes = ({ samples }: Silence): string => {
  const packets = packetsOf(samples);
  const last = samples - (packets - 2) * frame;
  return `setts=ts=(N-1)*${frame}:duration=if(eq(N\\,${packets - 1})\\,${last}\\,${frame})`;
};
