import { machineBusy, timesOf } from './proc.js';
import type { Cost } from './run.js';

export type Measured<T extends Cost> = T & {
  /** Share of all cores that processes outside of the measurement used meanwhile, 0–1. */
  readonly foreignLoad: number;
};

export interface Watch {
  readonly cores: number;
  /** Told of every measurement. */
  readonly noteLoad: (share: number) => void;
}

/** Measures, and notices how much else the machine had to do. */
export async function watched<T extends Cost>(
  { cores, noteLoad }: Watch,
  measure: () => Promise<T>,
): Promise<Measured<T>> {
  const ownTime = (): number => timesOf('self').own;
  const [busy, own] = [machineBusy(), ownTime()];
  const cost = await measure();
  const foreign = machineBusy() - busy - (ownTime() - own) - cost.cpuSeconds;
  const foreignLoad = Math.max(0, foreign / (cost.wallSeconds * cores));
  noteLoad(foreignLoad);
  return { ...cost, foreignLoad };
}
