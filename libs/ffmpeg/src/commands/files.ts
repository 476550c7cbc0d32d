/** Where a worker keeps what a command reads and writes: absolute paths of its own choosing. */
export interface CommandFiles {
  /** One path per `RenderPlan.media`, same order. */
  readonly media: readonly string[];
  readonly output: string;
}
export interface SegmentFiles extends CommandFiles {
  /** One path per `RenderPlan.pictures`, same order. */
  readonly pictures: readonly string[];
}
/** Several files of one segment. */
export interface RenditionFiles extends Omit<SegmentFiles, 'output'> {
  readonly outputs: readonly {
    /** Place in `RenderPlan.sizes`. */
    readonly rendition: number;
    readonly path: string;
  }[];
}
export interface AssembleFiles {
  /** File with the text of `concatList`, in the same directory as the segments. */
  readonly list: string;
  /** A file of encoded sound, or silence that needs none; null where the result has no sound. */
  readonly audio: string | Silence | null;
  readonly output: string;
}
/** Sound that need not be encoded: `path` has the bytes of `silentPackets`. */
export interface Silence {
  readonly path: string;
  /** At 48 kHz. */
  readonly samples: number;
}
/** What ffmpeg may use at most. */
export interface CommandLimits {
  /** Pixels of one decoded picture. */
  readonly maxPixels: number;
  /** Bytes of the written file; ffmpeg ends it there, so a file of that size is never whole. */
  readonly maxOutputBytes: number;
}
export const DEFAULT_LIMITS: CommandLimits = { maxPixels: 40_000_000, maxOutputBytes: 4 * 1024 ** 3 };

/** Of sound before it is encoded, which is larger than what becomes of it: a small limit for results is none for it. */
export const maxSoundBytes = ({ maxOutputBytes }: CommandLimits): number =>
  Math.max(maxOutputBytes, DEFAULT_LIMITS.maxOutputBytes);
