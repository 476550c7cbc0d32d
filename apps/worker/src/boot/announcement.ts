import type { Capabilities } from '#lib/ffmpeg';
import type { WorkerCapabilities } from '#lib/persistence';

/** What the API is told of this worker's ffmpeg and fonts; sets become sorted lists, since this is stored as JSON. */
export const announcement = (capabilities: Capabilities, fonts: readonly string[]): WorkerCapabilities => ({
  ffmpegVersion: capabilities.ffmpegVersion,
  transitions: [...capabilities.transitions].sort(),
  encoders: [...capabilities.encoders].sort(),
  filters: [...capabilities.filters].sort(),
  codecs: [...capabilities.pictures.keys(), ...capabilities.sounds].sort(),
  sandbox: capabilities.sandbox,
  fonts,
});
