import { CutroomError, type JobPayloads, type ReindexAnswer } from '#lib/contracts';
import { identify } from '#lib/folders';
import { runWithContext } from '#lib/observability';
import type { SourceRepository } from '#lib/persistence';
import type { AnswerBox, QueuedJob } from '#lib/queue';
import { allOrStop } from '../render/all-or-stop.js';
import { Slots } from '../render/slots.js';
import type { RenderTools } from '../render/tools.js';
import { describeSource, type FoundSource } from './describe-source.js';

const VIDEOS = /\.(mp4|mov|mkv|webm)$/i;
const SIDE_BY_SIDE = 2;
/** Looks begun for somebody who waits are finished also when that one has gone: whoever asks next finds them done. */
const LONGEST_MS = 3_600_000;
/** More than one folder of takes ever holds; a listing of them is still one answer. */
const MOST_SOURCES = 10_000;

type Look =
  | { readonly kind: 'source'; readonly source: FoundSource }
  | { readonly kind: 'unreadable'; readonly filename: string; readonly error: string };

/** Looks at every video of the sources folder and puts what it found in the place of the old index. */
export class ReindexProcessor {
  constructor(
    private readonly answers: Pick<AnswerBox, 'put'>,
    private readonly sources: Pick<SourceRepository, 'replace'>,
    private readonly tools: Pick<RenderTools, 'folders' | 'ffmpeg' | 'probes' | 'limits' | 'logger'>,
  ) {}

  readonly process = ({ data }: QueuedJob<'reindex'>, _token: string, signal: AbortSignal): Promise<void> =>
    runWithContext({ requestId: data.requestId }, async () => {
      if (data.until <= Date.now()) return;
      try {
        await this.#index(data, AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]));
      } catch (error) {
        this.tools.logger.warn({ err: error }, 'The sources could not be indexed');
        throw error;
      }
    });

  async #index({ reindexId }: JobPayloads['reindex'], signal: AbortSignal): Promise<void> {
    const names = (await this.tools.folders['sources']?.list((name) => VIDEOS.test(name))) ?? [];
    const slots = new Slots(SIDE_BY_SIDE);
    const looks = await allOrStop(
      signal,
      names.slice(0, MOST_SOURCES).map((name) => (own) => slots.run(own, () => this.#look(name, own))),
    );
    const sources = looks.flatMap((look) => (look.kind === 'source' ? [look.source] : []));
    await this.sources.replace(sources);
    const unreadable = looks.flatMap((look) =>
      look.kind === 'unreadable' ? [{ filename: look.filename, error: look.error }] : [],
    );
    this.tools.logger.info({ count: sources.length, unreadable: unreadable.length }, 'Sources indexed');
    const answer: ReindexAnswer = { count: sources.length, unreadable };
    await this.answers.put(reindexId, answer);
  }

  async #look(filename: string, signal: AbortSignal): Promise<Look> {
    const { folders, ffmpeg, probes, limits } = this.tools;
    try {
      const path = (await folders['sources']?.file(filename)) ?? '';
      const { checksum } = await identify(path);
      const { maxPixels } = limits;
      const info = await probes.of(checksum, () => ffmpeg.probe(path, { signal, maxPixels }));
      return { kind: 'source', source: describeSource(filename, info) };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CutroomError)) throw error;
      return { kind: 'unreadable', filename, error: error.message };
    }
  }
}
