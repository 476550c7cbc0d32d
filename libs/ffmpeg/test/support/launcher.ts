import { createLauncher, type Launcher, type LauncherConfig } from '../../src/process/launcher.js';

/** A launcher as a worker makes it, best sandbox of this machine unless told otherwise. */
export const testLauncher = (config: Partial<LauncherConfig> = {}): Promise<Launcher> =>
  createLauncher({ bin: 'ffmpeg', probeBin: 'ffprobe', sandbox: 'auto', memoryMb: 4096, ...config });
