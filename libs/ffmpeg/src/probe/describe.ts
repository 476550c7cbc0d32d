import type { AudioInfo, VideoInfo } from '#lib/render-plan';
import { averageRate } from './frame-rate.js';
import { displayGeometry } from './picture-geometry.js';
import type { RawStream } from './raw.js';
import type { StreamTimes } from './times.js';

const INTERLACED: readonly string[] = ['tt', 'bb', 'tb', 'bt'];
const known = (name: string | undefined): string | null =>
  name === undefined || name === 'unknown' || name === 'reserved' ? null : name;

export const describeVideo = (stream: RawStream, times: StreamTimes, alpha: boolean): VideoInfo => ({
  stream: stream.index,
  codec: stream.codec_name ?? 'unknown',
  codedWidth: stream.width ?? 0,
  codedHeight: stream.height ?? 0,
  ...displayGeometry(stream),
  frameRate: averageRate(stream, times.packetRate),
  pixelFormat: stream.pix_fmt ?? 'unknown',
  alpha,
  start: times.start,
  duration: times.duration,
  color: {
    range: known(stream.color_range),
    matrix: known(stream.color_space),
    primaries: known(stream.color_primaries),
    transfer: known(stream.color_transfer),
  },
  // DV does not say it in its header, but in every frame.
  interlaced: INTERLACED.includes(stream.field_order ?? '') || stream.codec_name === 'dvvideo',
});

export const describeAudio = (stream: RawStream, times: StreamTimes): AudioInfo => ({
  stream: stream.index,
  codec: stream.codec_name ?? 'unknown',
  channels: stream.channels ?? 0,
  layout: known(stream.channel_layout),
  sampleRate: Number(stream.sample_rate),
  start: times.start,
  duration: times.duration,
});
