import type { MediaInfo } from '#lib/render-plan';
import { type Capabilities, detectCapabilities } from './capabilities/index.js';
import { type ProbeOptions, probe } from './probe/index.js';
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
  verify(path: string, expected: ExpectedOutput, options?: VerifyOptions): Promise<void>;
  capabilities(): Promise<Capabilities>;
}

/** Throws PROCESSING_FAILED where ffmpeg, ffprobe or the demanded sandbox is missing. */
export async function createFfmpeg(config: LauncherConfig): Promise<Ffmpeg> {
  const launcher = await createLauncher(config);
  return {
    sandbox: launcher.sandbox,
    run: (args, options) => runFfmpeg(launcher, args, options),
    probe: (path, options) => probe(launcher, path, options),
    verify: (path, expected, options) => verifyOutput(launcher, path, expected, options),
    capabilities: () => detectCapabilities(launcher),
  };
}
