import type { MediaInfo } from '#lib/render-plan';
import type { Rational } from '#lib/timeline';

const seconds = (time: Rational | null): number | null => (time === null ? null : time.num / time.den);

/** A probe as clients read it: decimal seconds, display size, no stream numbers. */
export const presentProbe = ({ container, duration, sizeBytes, video, audio }: MediaInfo) => ({
  container,
  duration: seconds(duration),
  size_bytes: sizeBytes,
  video:
    video === null
      ? null
      : {
          codec: video.codec,
          width: video.width,
          height: video.height,
          rotation: video.rotation,
          frame_rate: `${video.frameRate.num}/${video.frameRate.den}`,
          sample_aspect_ratio: `${video.sar.num}:${video.sar.den}`,
          pixel_format: video.pixelFormat,
          interlaced: video.interlaced,
          transfer: video.color.transfer,
        },
  audio:
    audio === null
      ? null
      : {
          codec: audio.codec,
          channels: audio.channels,
          layout: audio.layout,
          sample_rate: audio.sampleRate,
        },
});
