/** What a worker's ffmpeg can do. */
export interface WorkerCapabilities {
  readonly ffmpegVersion: string;
  readonly transitions: readonly string[];
  readonly encoders: readonly string[];
  readonly filters: readonly string[];
  readonly sandbox: string;
}
