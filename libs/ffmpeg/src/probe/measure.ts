import { measureByHeader } from './measure-by-header.js';
import { measureByPackets } from './measure-by-packets.js';
import type { ProbeContext } from './options.js';
import type { RawHeader, RawStream } from './raw.js';
import type { Measured } from './times.js';

/**
 * When the chosen streams play. The header is believed only where the end of the file bears it out (truncated files,
 * MPEG-TS, MP3 and live WebM do not); otherwise every packet is read.
 */
export const measure = async (
  context: ProbeContext,
  header: RawHeader,
  streams: readonly RawStream[],
): Promise<Measured> =>
  (await measureByHeader(context, header, streams)) ?? (await measureByPackets(context, header, streams));
