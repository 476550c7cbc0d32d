import type { Launcher } from '../process/launcher.js';

/** Of a whole probe. */
export const PROBE_MS = 30_000;

export interface ProbeOptions {
  readonly signal?: AbortSignal;
  /** Wall clock of the whole probe, also where every packet must be read. Default 30 s. */
  readonly timeoutMs?: number;
  /** Width × height of one picture. Default 40 million. */
  readonly maxPixels?: number;
}

/** One file being probed, and what its probe may still use. */
export interface ProbeContext {
  readonly launcher: Launcher;
  /** Absolute. */
  readonly path: string;
  readonly signal: AbortSignal | undefined;
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
  readonly maxPixels: number;
}

export const probeContext = (launcher: Launcher, path: string, options: ProbeOptions): ProbeContext => ({
  launcher,
  path,
  signal: options.signal,
  deadline: performance.now() + (options.timeoutMs ?? PROBE_MS),
  maxPixels: options.maxPixels ?? 40_000_000,
});
