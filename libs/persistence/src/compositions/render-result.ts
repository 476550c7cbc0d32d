/** Where the finished video lies. */
export interface RenderResult {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Seconds of video. */
  readonly duration: number;
  readonly frames: number;
  readonly thumbnail: { readonly bucket: string; readonly key: string } | null;
}
