import type { RawStream } from './raw.js';

const pixels = ({ width = 0, height = 0 }: RawStream): number => width * height;
const isDefault = ({ disposition }: RawStream): number => disposition?.default ?? 0;
const isPicture = ({ disposition }: RawStream): boolean =>
  disposition?.attached_pic !== 1 && disposition?.timed_thumbnails !== 1;

/** Streams of moving picture: cover art and thumbnails look like video and are not. */
export const videoCandidates = (streams: readonly RawStream[]): readonly RawStream[] =>
  streams.filter((stream) => stream.codec_type === 'video' && isPicture(stream));

/** Without a pixel format ffprobe could not decode a single picture. */
const decodable = (stream: RawStream): boolean =>
  pixels(stream) > 0 && stream.pix_fmt !== undefined && stream.pix_fmt !== 'unknown' && stream.codec_name !== undefined;

/** The default one, of several the largest; null where none can be decoded. */
export const chooseVideo = (streams: readonly RawStream[]): RawStream | null =>
  videoCandidates(streams)
    .filter(decodable)
    .sort((a, b) => isDefault(b) - isDefault(a) || pixels(b) - pixels(a) || a.index - b.index)[0] ?? null;

const audible = ({ codec_type, codec_name, channels = 0, sample_rate }: RawStream): boolean =>
  codec_type === 'audio' &&
  codec_name !== undefined &&
  codec_name !== 'unknown' &&
  channels > 0 &&
  Number(sample_rate) > 0;

/** The default one, of several the one with the most channels; null where there is no sound. */
export const chooseAudio = (streams: readonly RawStream[]): RawStream | null =>
  streams
    .filter(audible)
    .sort((a, b) => isDefault(b) - isDefault(a) || (b.channels ?? 0) - (a.channels ?? 0) || a.index - b.index)[0] ??
  null;
