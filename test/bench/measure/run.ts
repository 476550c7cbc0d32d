import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { peakMemory, timesOf } from './proc.js';

export interface Cost {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** Of the largest process. */
  readonly peakBytes: number;
}

const SAMPLE_MS = 50;

/**
 * Runs a program to its end and says what it cost. Its processor time is what this process's children used meanwhile, so
 * nothing else may end at the same time.
 */
export async function measuredRun(program: string, args: readonly string[], signal: AbortSignal): Promise<Cost> {
  const before = timesOf('self').children;
  const began = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], signal });
  let peakBytes = 0;
  const sample = (): void => {
    peakBytes = Math.max(peakBytes, child.pid === undefined ? 0 : (peakMemory(child.pid) ?? 0));
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        if (code === 0) resolve();
        else reject(new Error(`${program} failed (${code}): ${complaint.trim()}`));
      });
    });
  } finally {
    clearInterval(sampling);
  }
  const wallSeconds = (performance.now() - began) / 1000;
  return { wallSeconds, cpuSeconds: timesOf('self').children - before, peakBytes };
}

const MAX_OUTPUT = 256 * 1024 * 1024;

/** What a program prints. */
export async function output(program: string, args: readonly string[]): Promise<Buffer> {
  const { stdout } = await promisify(execFile)(program, [...args], { maxBuffer: MAX_OUTPUT, encoding: 'buffer' });
  return stdout;
}
