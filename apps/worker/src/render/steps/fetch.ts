import type { MediaInfo } from '#lib/render-plan';
import type { Fetcher } from '#lib/sources';
import type { Together } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { Slots } from '../slots.js';
import { namingThePlace } from '../sources/name-the-place.js';
import { type NamedSource, namedSources } from '../sources/source-urls.js';

export interface FetchedFile extends NamedSource {
  readonly path: string;
  /** sha256 of its bytes, hex. */
  readonly checksum: string;
  readonly sizeBytes: number;
  /** What it holds, where it is a picture that was decoded already; `path` and `checksum` are then the decoded one's. */
  readonly still: MediaInfo | null;
}

/** Sources that travel at once; more only shares the same line. */
const SIDE_BY_SIDE = 4;

/** Brings every source of the timeline into the workspace, each once. */
export async function fetchSources(
  context: RenderContext,
  fetcher: Fetcher,
  together: Together,
): Promise<readonly FetchedFile[]> {
  const sources = namedSources(context.timeline);
  let done = 0;
  const report = (): void =>
    context.progress.report('downloading', done / sources.length, `Fetched ${done} of ${sources.length} sources`);
  report();
  const fetchOne = async (source: NamedSource, index: number, signal: AbortSignal): Promise<FetchedFile> => {
    const path = context.workspace.source(index);
    const { sha256, sizeBytes } = await namingThePlace(source.pointers[0], () =>
      fetcher.fetchTo(source.url, path, { signal }),
    );
    done += 1;
    report();
    return { ...source, path, checksum: sha256, sizeBytes, still: null };
  };
  const slots = new Slots(SIDE_BY_SIDE);
  return together(
    context.signal,
    sources.map((source, index) => (signal) => slots.run(signal, () => fetchOne(source, index, signal))),
  );
}
