/**
 * Demuxers that may open a client's file. Everything that reads further files is missing on purpose: playlists (hls, dash,
 * concat), picture sequences (image2), scripts (lavfi, svg), subtitles. Names are ffmpeg's; `mov` stands for the whole MP4 family.
 */
export const INPUT_FORMATS: readonly string[] = [
  'mov',
  'matroska',
  'avi',
  'mpegts',
  'mpeg',
  'flv',
  'asf',
  'mxf',
  'dv',
  'ogg',
  'gif',
  'apng',
  'wav',
  'w64',
  'aiff',
  'caf',
  'flac',
  'mp3',
  'aac',
  'ac3',
  'eac3',
  'amr',
  'png_pipe',
  'jpeg_pipe',
  'webp_pipe',
  'bmp_pipe',
  'tiff_pipe',
];

/** For `-format_whitelist`. */
export const INPUT_FORMAT_WHITELIST = INPUT_FORMATS.join(',');

/** For files of our own making only. A list of segments names files beside it, written by this service. */
export const JOIN_FORMAT_WHITELIST = 'concat,mov,nut,matroska,gif';

/** For `-protocol_whitelist`: ffmpeg never opens an address. */
export const PROTOCOL_WHITELIST = 'file';
