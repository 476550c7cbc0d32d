import { measuredRun } from './run.js';

/** One thread that does nothing but decode, scale and encode. */
const encoding = (clip: string): readonly string[] => [
  ...['ffmpeg', '-nostdin', '-v', 'error', '-y', '-threads', '1', '-filter_threads', '1', '-i', clip, '-an'],
  ...['-vf', 'scale=1280:720', '-c:v', 'libx264', '-preset', 'medium', '-crf', '21', '-threads', '1'],
  ...['-f', 'null', '-'],
];

/**
 * How many times as fast as one this machine is where so many programs that know nothing of each other have a core each: cores
 * share caches and memory, and on a rented machine more than that. No service can do better.
 */
export async function bareSpeedUp(count: number, clip: string, signal: AbortSignal): Promise<number> {
  const secondsFor = async (programs: number): Promise<number> => {
    const began = performance.now();
    await Promise.all(
      Array.from({ length: programs }, (_, core) =>
        measuredRun('taskset', ['-c', `${core}`, ...encoding(clip)], signal),
      ),
    );
    return performance.now() - began;
  };
  const alone = await secondsFor(1);
  return (count * alone) / (await secondsFor(count));
}
