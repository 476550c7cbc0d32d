export type { RunUsage } from './benchmark.js';
export type { Isolation } from './isolation.js';
export { createLauncher, type Launcher, type LauncherConfig } from './launcher.js';
export type { ProcessLimits } from './limits.js';
export type { FfmpegProgress } from './progress.js';
export { type RunOptions, type RunResult, runFfmpeg } from './run-ffmpeg.js';
export { redactedTail, safeExcerpt } from './safe-excerpt.js';
