import { CutroomError } from '#lib/contracts';
import type { MediaInfo } from '#lib/render-plan';
import { ZERO } from '#lib/timeline';
import { tooManyPixels } from '../process/failure.js';
import { hasAlpha } from './alpha.js';
import { chooseAudio, chooseVideo, videoCandidates } from './choose-streams.js';
import { describeAudio, describeVideo } from './describe.js';
import type { measure } from './measure.js';
import type { ProbeContext } from './options.js';
import type { RawHeader, RawStream } from './raw.js';
import { unreadable } from './read-header.js';
import type { StreamTimes } from './times.js';

/** A picture file has one packet and no clock; the length it is shown for is not its own. */
const isStill = (container: string): boolean => container.endsWith('_pipe');
const STILL: StreamTimes = { start: ZERO, duration: null, packetRate: null };

const undecodable = (stream: RawStream | undefined, maxPixels: number): CutroomError =>
  (stream?.width ?? 0) * (stream?.height ?? 0) > maxPixels
    ? tooManyPixels()
    : new CutroomError('INVALID_CLIP_FORMAT', 'The video in this file is damaged or of a kind that cannot be decoded.');

/** A file by its header and what `measureStreams` finds of its times. Throws INVALID_CLIP_FORMAT and RESOURCE_LIMIT as `probe` does. */
export async function describeMedia(
  context: ProbeContext,
  header: RawHeader,
  sizeBytes: number,
  measureStreams: typeof measure,
): Promise<MediaInfo> {
  const container = header.format?.format_name ?? '';
  const all = header.streams ?? [];
  const video = chooseVideo(all);
  const audio = chooseAudio(all);
  const pictures = videoCandidates(all);
  if (video === null && pictures.length > 0) throw undecodable(pictures[0], context.maxPixels);
  if (video !== null && (video.width ?? 0) * (video.height ?? 0) > context.maxPixels) throw tooManyPixels();

  const chosen = [video, audio].filter((stream) => stream !== null);
  if (chosen.length === 0) throw unreadable();
  const still = isStill(container);
  const { duration, seekable, streams } = still
    ? { duration: null, seekable: false, streams: new Map(chosen.map(({ index }) => [index, STILL])) }
    : await measureStreams(context, header, chosen);
  if (streams.size === 0) throw unreadable();
  const timesOf = (stream: RawStream | null): StreamTimes | undefined =>
    stream === null ? undefined : streams.get(stream.index);
  const videoTimes = timesOf(video);
  const audioTimes = timesOf(audio);
  const alpha = video !== null && videoTimes !== undefined && (await hasAlpha(context, video));
  return {
    container,
    still,
    duration,
    seekable,
    sizeBytes,
    video: video === null || videoTimes === undefined ? null : describeVideo(video, videoTimes, alpha),
    audio: audio === null || audioTimes === undefined ? null : describeAudio(audio, audioTimes),
  };
}
