import { cpus } from 'node:os';
import { output } from '../measure/run.js';

/** What figures are worth nothing without. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly ffmpeg: string;
  readonly node: string;
}

export async function machineOf(cores: number): Promise<Machine> {
  const version = /version (\S+)/.exec((await output('ffmpeg', ['-version'])).toString())?.[1] ?? '?';
  return { cores, processor: cpus()[0]?.model ?? '?', ffmpeg: version, node: process.versions.node };
}
