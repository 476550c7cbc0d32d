import type { CodedVideo, MediaInfo } from '#lib/render-plan';
import { type Capabilities, detectCapabilities } from './capabilities/index.js';
import { type CodedStretch, type ProbeOptions, probe, readCodedVideo } from './probe/index.js';
import {
  createLauncher,
  type Isolation,
  type LauncherConfig,
  type RunOptions,
  type RunResult,
  runFfmpeg,
} from './process/index.js';
import { type ExpectedOutput, type VerifyOptions, verifyOutput } from './verify/index.js';

/** ffmpeg and ffprobe, found, sandboxed and limited once; made when a worker boots. */
export interface Ffmpeg {
  readonly sandbox: Isolation;
  run(args: readonly string[], options: RunOptions): Promise<RunResult>;
  probe(path: string, options?: ProbeOptions): Promise<MediaInfo>;
  /** The packets of one picture stream over a stretch of the file. */
  codedVideo(path: string, stretch: CodedStretch, options?: ProbeOptions): Promise<CodedVideo>;
  /** Resolves with what the file is, where it is what was planned. */
  verify(path: string, expected: ExpectedOutput, options?: VerifyOptions): Promise<MediaInfo>;
  /** @param options `gpu`: whether devices are tried, which takes a moment */
  capabilities(options?: { readonly gpu: boolean }): Promise<Capabilities>;
}

/** Throws PROCESSING_FAILED where ffmpeg, ffprobe or the demanded sandbox is missing. */
export async function createFfmpeg(config: LauncherConfig): Promise<Ffmpeg> {
  const launcher = await createLauncher(config);
  return {
    sandbox: launcher.sandbox,
    run: (args, options) => runFfmpeg(launcher, args, options),
    probe: (path, options) => probe(launcher, path, options),
    codedVideo: (path, stretch, options) => readCodedVideo(launcher, path, stretch, options),
    verify: (path, expected, options) => verifyOutput(launcher, path, expected, options),
    capabilities: (options) => detectCapabilities(launcher, options),
  };
}
