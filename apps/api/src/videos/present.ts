import type { RenderedVariant, Video } from '#lib/persistence';
import { variantFile } from './variant-file.js';

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
export const variantAnswer = (rendered: RenderedVariant) => {
  const { variant } = rendered;
  const file = variantFile(rendered);
  if (file === null) return [];
  return [
    {
      id: variant.id,
      kind: variant.kind,
      quality: variant.quality,
      stored_path: file.key,
      size_bytes: file.sizeBytes,
      duration_sec: file.duration,
      created_at: variant.createdAt.toISOString(),
    },
  ];
};
