import type { PlanMedia } from '#lib/render-plan';
import type { Together } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { Slots } from '../slots.js';
import { namingThePlace } from '../sources/name-the-place.js';
import type { RenderTools } from '../tools.js';
import type { FetchedFile } from './fetch.js';

const SIDE_BY_SIDE = 2;

/** What every fetched file really is, by URL. */
export async function probeSources(
  context: RenderContext,
  tools: RenderTools,
  files: readonly FetchedFile[],
  together: Together,
): Promise<ReadonlyMap<string, PlanMedia>> {
  context.progress.report('planning', 0, 'Looking at the sources');
  const slots = new Slots(SIDE_BY_SIDE);
  const probeOne = async (file: FetchedFile, signal: AbortSignal): Promise<readonly [string, PlanMedia]> => {
    if (file.still !== null) return [file.url, { checksum: file.checksum, info: file.still }];
    const info = await namingThePlace(file.pointers[0], () =>
      tools.probes.of(file.checksum, () =>
        tools.ffmpeg.probe(file.path, { signal, maxPixels: tools.limits.maxPixels }),
      ),
    );
    return [file.url, { checksum: file.checksum, info }];
  };
  const probed = await together(
    context.signal,
    files
      .filter(({ uses }) => uses.has('media'))
      .map((file) => (signal) => slots.run(signal, () => probeOne(file, signal))),
  );
  return new Map(probed);
}
