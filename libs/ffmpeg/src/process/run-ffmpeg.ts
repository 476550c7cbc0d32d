import { CutroomError } from '#lib/contracts';
import { parseBenchmark, type RunUsage } from './benchmark.js';
import { DecodeErrors } from './decode-errors.js';
import { failureOf, isFullDisk, noSpace } from './failure.js';
import { inputPaths } from './input-files.js';
import type { Launcher, LaunchOptions } from './launcher.js';
import { refuseCutShort } from './output-limit.js';
import { type FfmpegProgress, ProgressReader } from './progress.js';
import { runChild } from './run-child.js';

export interface RunOptions extends LaunchOptions {
  readonly workDir: string;
  readonly signal?: AbortSignal;
  /** Wall clock. */
  readonly timeoutMs: number;
  readonly onProgress?: (progress: FfmpegProgress) => void;
  /** Hears every line of ffmpeg's log. */
  readonly onLog?: (line: string) => void;
  /** A run that ends well with any other number of frames is an error. */
  readonly expectedFrames?: number;
}

export interface RunResult extends RunUsage {
  readonly wallSeconds: number;
  /** Video frames written; 0 where there was no picture. */
  readonly frames: number;
  /** Packets that could not be decoded, by the place of their `-i` in argv; empty where all is well. */
  readonly decodeErrors: ReadonlyMap<number, number>;
}

/** What this runner relies on, whatever the command says besides. */
const OWN_OPTIONS = ['-nostdin', '-benchmark', '-nostats', '-progress', 'pipe:1', '-stats_period', '0.5'];

/**
 * Runs one ffmpeg. Aborting ends the whole process group (SIGTERM, SIGKILL after 500 ms) and rejects with the signal's
 * reason once it is gone. Throws CutroomError: ENCODER_KILLED and NO_SPACE (transient); TIMEOUT, RESOURCE_LIMIT,
 * INVALID_CLIP_FORMAT (`details.input` = which `-i`, where ffmpeg says), PROCESSING_FAILED.
 */
export async function runFfmpeg(launcher: Launcher, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const progress = new ProgressReader(options.onProgress ?? (() => undefined));
  const errors = new DecodeErrors();
  const outcome = await runChild(launcher, 'ffmpeg', [...OWN_OPTIONS, ...args], {
    ...options,
    onLine: progress.line,
    onErrorLine: (line) => {
      errors.line(line);
      options.onLog?.(line);
    },
  });
  if (outcome.stoppedBy === 'abort') options.signal?.throwIfAborted();
  if (outcome.code !== 0 || outcome.stoppedBy !== null) {
    throw failureOf(outcome, inputPaths(args, options.workDir), errors.worst);
  }
  // A full disk met only at the trailer does not change the exit code of every version.
  if (isFullDisk(outcome.stderr)) throw noSpace();
  await refuseCutShort(args, options.workDir);
  const { expectedFrames } = options;
  if (expectedFrames !== undefined && progress.frames !== expectedFrames) {
    const details = { expected_frames: expectedFrames, frames: progress.frames };
    throw new CutroomError('PROCESSING_FAILED', 'The encoder wrote another number of frames than planned.', {
      details,
    });
  }
  return {
    ...parseBenchmark(outcome.stderr),
    wallSeconds: outcome.wallSeconds,
    frames: progress.frames,
    decodeErrors: errors.byInput,
  };
}
