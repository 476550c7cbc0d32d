/** What a process used, as ffmpeg itself says (`-benchmark`). */
export interface RunUsage {
  /** User and system time of all its threads. */
  readonly cpuSeconds: number;
  readonly maxRssBytes: number;
}

const TIMES = /bench: utime=([\d.]+)s stime=([\d.]+)s/;
const MEMORY = /bench: maxrss=(\d+)\s?K?k?i?B/;

/** Zeros where the lines are missing (an ffmpeg that was killed writes none). */
export const parseBenchmark = (stderr: string): RunUsage => {
  const [, user = '0', system = '0'] = TIMES.exec(stderr) ?? [];
  const [, kilobytes = '0'] = MEMORY.exec(stderr) ?? [];
  return { cpuSeconds: Number(user) + Number(system), maxRssBytes: Number(kilobytes) * 1024 };
};
