import type { RenderedVariant, Video } from '#lib/persistence';

export const videoAnswer = (video: Video) => ({
  id: video.id,
  original_filename: video.originalFilename,
  stored_path: video.key,
  size_bytes: video.sizeBytes,
  duration_sec: video.durationSec,
  mime_type: video.mimeType,
  upload_time: video.uploadTime.toISOString(),
});

/** A variant that is there; nothing of one that is still made. */
export const variantAnswer = ({ variant, composition: { result } }: RenderedVariant) =>
  result === null
    ? []
    : [
        {
          id: variant.id,
          kind: variant.kind,
          quality: variant.quality,
          stored_path: result.key,
          size_bytes: result.sizeBytes,
          duration_sec: result.duration,
          created_at: variant.createdAt.toISOString(),
        },
      ];
