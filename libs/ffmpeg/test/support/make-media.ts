import { runFfmpeg } from '../../src/process/index.js';
import type { Launcher } from '../../src/process/launcher.js';

/** Makes a file in `workDir` with ffmpeg's own test sources. */
export const make = async (launcher: Launcher, workDir: string, args: readonly string[]): Promise<void> => {
  await runFfmpeg(launcher, ['-loglevel', 'level+error', '-y', ...args], { workDir, timeoutMs: 60_000 });
};

export const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=4'];
export const SOUND = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=4:sample_rate=48000'];
export const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25'];
