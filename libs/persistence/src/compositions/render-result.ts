/** Where the finished video lies. */
export interface RenderResult {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Seconds of video. */
  readonly duration: number;
  readonly frames: number;
  /** Null where it has no picture. */
  readonly thumbnail: { readonly bucket: string; readonly key: string } | null;
  /** The same in other sizes; results before 0.2 do not say. */
  readonly renditions?: readonly RenditionResult[];
}

export interface RenditionResult {
  readonly bucket: string;
  readonly key: string;
  /** As the client calls it. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
}
