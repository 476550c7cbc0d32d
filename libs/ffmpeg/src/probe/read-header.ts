import { CutroomError } from '#lib/contracts';
import type { ProbeContext } from './options.js';
import type { RawHeader } from './raw.js';
import { runFfprobe } from './run-ffprobe.js';

const ENTRIES = [
  'format=format_name,duration,start_time',
  'stream=index,codec_type,codec_name,width,height,pix_fmt,sample_aspect_ratio,avg_frame_rate,r_frame_rate,time_base,' +
    'start_pts,duration_ts,nb_read_packets,field_order,color_range,color_space,color_transfer,color_primaries,channels,channel_layout,sample_rate',
  'stream_disposition=default,attached_pic,timed_thumbnails',
  'stream_tags=alpha_mode',
  'stream_side_data=rotation',
].join(':');

/** 64 streams fill a tenth of this; the named entries hold no text of the file's author. */
const MAX_CHARACTERS = 1_000_000;

export const unreadable = (cause?: unknown): CutroomError =>
  new CutroomError('INVALID_CLIP_FORMAT', 'This file is not a video or sound that can be read.', { cause });

/** What the file's header claims. Throws INVALID_CLIP_FORMAT for what ffprobe cannot open. */
export const readHeader = (context: ProbeContext): Promise<RawHeader> => read(context, []);

/** The same, and how many packets each stream really has: reads the whole file. Throws the same. */
export const readHeaderAndCount = (context: ProbeContext): Promise<RawHeader> => read(context, ['-count_packets']);

async function read(context: ProbeContext, besides: readonly string[]): Promise<RawHeader> {
  let json = '';
  await runFfprobe(context, [...besides, '-of', 'json', '-show_entries', ENTRIES], (line) => {
    if (json.length <= MAX_CHARACTERS) json += `${line}\n`;
  });
  if (json.length > MAX_CHARACTERS) throw unreadable();
  try {
    return JSON.parse(json) as RawHeader;
  } catch (error) {
    throw unreadable(error);
  }
}
