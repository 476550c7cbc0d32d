/** What one child may use at most; the kernel enforces it (prlimit). */
export interface ProcessLimits {
  /** Bytes of private memory (heap, stacks, anonymous maps). */
  readonly memoryBytes: number;
  /** Bytes of the largest file it may write. */
  readonly fileBytes: number;
  /** Seconds of processor time, all threads together. */
  readonly cpuSeconds: number;
  readonly openFiles: number;
}

export const DEFAULT_PROCESS_LIMITS: ProcessLimits = {
  memoryBytes: 4096 * 1024 ** 2,
  fileBytes: 8 * 1024 ** 3,
  cpuSeconds: 6 * 3600,
  openFiles: 1024,
};

/** Seconds between the polite signal (SIGXCPU, which tells why) and the kernel's SIGKILL. */
const CPU_GRACE_SECONDS = 5;

/** Data size rather than address space: shared libraries and mapped files would count towards the latter. */
export const prlimitCommand = (limits: ProcessLimits): readonly string[] => [
  'prlimit',
  `--data=${limits.memoryBytes}`,
  `--fsize=${limits.fileBytes}`,
  `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + CPU_GRACE_SECONDS}`,
  `--nofile=${limits.openFiles}`,
  '--core=0',
  '--',
];
