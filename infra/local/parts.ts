import type { Supervised } from './process/supervisor.js';

export interface Part {
  readonly supervised: Supervised;
  /** How this program is asked to stop. */
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/**
 * Stops the tiers one after the other, the last one added first; parts of one tier stop side by side.
 * Workers drain while PostgreSQL and Redis still answer.
 */
export async function stopTiers(tiers: readonly (readonly Part[])[], mode: 'drain' | 'kill'): Promise<void> {
  for (const tier of [...tiers].reverse()) {
    await Promise.all(
      tier.map(({ supervised, signal, graceMs }) =>
        mode === 'drain' ? supervised.stop(signal, graceMs) : supervised.stop(signal, Math.min(graceMs, 2000)),
      ),
    );
  }
}
