export interface FfmpegProgress {
  /** Frames written so far; never falls. */
  readonly frames: number;
}

/**
 * Reads what ffmpeg writes for `-progress` (blocks of key=value lines, the last key is `progress`). A run without
 * picture has no `frame` key and reports 0.
 */
export class ProgressReader {
  #frames = 0;
  readonly #onProgress: (progress: FfmpegProgress) => void;

  constructor(onProgress: (progress: FfmpegProgress) => void) {
    this.#onProgress = onProgress;
  }

  readonly line = (line: string): void => {
    const [key, value = ''] = line.split('=', 2);
    const frames = key === 'frame' ? Number.parseInt(value.trim(), 10) : Number.NaN;
    if (frames > this.#frames) this.#frames = frames;
    if (key === 'progress') this.#onProgress({ frames: this.#frames });
  };

  get frames(): number {
    return this.#frames;
  }
}
