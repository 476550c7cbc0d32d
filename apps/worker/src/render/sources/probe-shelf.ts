import type { Logger } from '#lib/observability';
import type { MediaProbeRepository } from '#lib/persistence';
import type { MediaInfo } from '#lib/render-plan';
import type { ProbeShelf } from './probe-memory.js';

/**
 * Postgres as the memory that all workers share who see the same as this one. A database that is away costs a look, and
 * no render.
 */
export function probeShelf(
  probes: Pick<MediaProbeRepository, 'find' | 'keep'>,
  prober: string,
  logger: Logger,
): ProbeShelf {
  const orNothing = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      return await work;
    } catch (error) {
      logger.warn({ err: error }, 'What a source holds could not be shared with other workers');
      return null;
    }
  };
  return {
    // Only `keep` writes there, and only what the same prober saw.
    find: async (checksum) => (await orNothing(probes.find(prober, checksum))) as MediaInfo | null,
    keep: async (checksum, info) => {
      await orNothing(probes.keep(prober, checksum, info));
    },
  };
}
