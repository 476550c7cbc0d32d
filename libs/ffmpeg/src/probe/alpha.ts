import { ALPHA_DECODERS } from '#lib/filter-graph';
import type { ProbeContext } from './options.js';
import type { RawStream } from './raw.js';
import { runFfprobe } from './run-ffprobe.js';

/** ffmpeg's names of pixel formats that carry opacity; a palette may hold a transparent colour. */
const SEE_THROUGH = /^(yuva|rgba|bgra|argb|abgr|gbrap|ya8|ya16|pal8)/;

/** Packets to look at: recorders that write opacity write it from the first picture on. */
const PACKETS = 4;
const BESIDE = 'Matroska BlockAdditional';

/**
 * Whether parts of the picture may be see-through. WebM keeps opacity in a picture of its own beside each packet; its tag
 * alone says little, because browsers' recorders set it and write none.
 */
export async function hasAlpha(context: ProbeContext, stream: RawStream): Promise<boolean> {
  if (SEE_THROUGH.test(stream.pix_fmt ?? '')) return true;
  if (stream.tags?.alpha_mode !== '1' || ALPHA_DECODERS[stream.codec_name ?? ''] === undefined) return false;
  let beside = false;
  const first = ['-select_streams', `${stream.index}`, '-read_intervals', `%+#${PACKETS}`];
  await runFfprobe(
    context,
    [...first, '-of', 'compact', '-show_entries', 'packet_side_data=side_data_type'],
    (line) => {
      beside ||= line.includes(BESIDE);
    },
  );
  return beside;
}
