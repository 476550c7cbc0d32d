/** What a worker's ffmpeg can do. */
export interface WorkerCapabilities {
  readonly ffmpegVersion: string;
  readonly transitions: readonly string[];
  readonly encoders: readonly string[];
  readonly filters: readonly string[];
  readonly sandbox: string;
  /** Codecs of pictures and sound that it encodes; workers before 0.2 do not say. */
  readonly codecs?: readonly string[];
  /** Families of fonts it draws with; workers before 0.2 do not say. */
  readonly fonts?: readonly string[];
}
