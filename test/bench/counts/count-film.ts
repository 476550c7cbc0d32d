import { setTimeout as delay } from 'node:timers/promises';
import { follow, postComposition, uploadAsset } from '../../../infra/local/demo/client.js';
import { pick } from '../../../infra/local/demo/json.js';
import { filmRequest, OTHER_TITLE, TITLE } from '../film.js';
import type { BenchMedia } from '../media/sources.js';
import type { Statement } from './postgres.js';
import { type CountedStack, type Counts, countsMinus, countsTimes, startCountedStack } from './stack.js';

export interface CountedRender {
  readonly wallSeconds: number;
  readonly outputSeconds: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly segments: { readonly count: number; readonly rendered: number };
  /** Seconds between one part's being stored and the next one's, the first since encoding began. With one slot: how long each took. */
  readonly partSeconds: readonly number[];
  readonly cpuSeconds: number;
  readonly resultBytes: number;
  /** Beyond what would have been asked in that time without it. */
  readonly counts: Counts;
}

export interface CountedFilm {
  readonly workers: number;
  /** For each second of doing nothing. */
  readonly idle: Counts;
  readonly cold: CountedRender;
  readonly again: CountedRender;
  readonly edit: CountedRender;
  readonly slowest: readonly Statement[];
}

const IDLE_SECONDS = 30;
/** A connection that has become idle tells PostgreSQL's statistics after ten seconds what it did. */
const SETTLE_MS = 11_000;

export async function countFilm(
  root: string,
  workDir: string,
  workers: number,
  media: BenchMedia,
  signal: AbortSignal,
): Promise<CountedFilm> {
  const stack = await startCountedStack(root, workDir, workers, signal);
  try {
    const upload = (path: string): Promise<string> => uploadAsset(stack.apiUrl, path);
    const uploaded = {
      clips: await Promise.all(media.clips.map(upload)),
      music: await upload(media.music),
      voice: await upload(media.voice),
    };
    const warmUp = await upload(media.warmUp);
    await rendered(stack, { clips: [{ url: warmUp }], output: { resolution: '480p', preset: 'ultrafast' } }, null);
    const idle = await idling(stack);
    const render = (title: string): Promise<CountedRender> => rendered(stack, filmRequest(uploaded, title), idle);
    const [cold, again, edit] = [await render(TITLE), await render(TITLE), await render(OTHER_TITLE)];
    return { workers, idle, cold, again, edit, slowest: await stack.slowest() };
  } finally {
    await stack.stop();
  }
}

/** What a fleet asks for by being there, for each second. */
export async function countIdle(
  root: string,
  workDir: string,
  workers: number,
  signal: AbortSignal,
): Promise<{ readonly workers: number; readonly idle: Counts }> {
  const stack = await startCountedStack(root, workDir, workers, signal);
  try {
    await delay(SETTLE_MS);
    return { workers, idle: await idling(stack) };
  } finally {
    await stack.stop();
  }
}

async function idling(stack: CountedStack): Promise<Counts> {
  const before = await stack.counts();
  const began = performance.now();
  await delay(IDLE_SECONDS * 1000);
  const after = await stack.counts();
  return countsTimes(countsMinus(after, before), 1000 / (performance.now() - began));
}

async function rendered(stack: CountedStack, body: object, idle: Counts | null): Promise<CountedRender> {
  const before = await stack.counts();
  const began = performance.now();
  const id = await postComposition(stack.apiUrl, body);
  await follow(stack.apiUrl, id, () => undefined);
  const wallSeconds = (performance.now() - began) / 1000;
  await delay(SETTLE_MS);
  const spent = countsMinus(await stack.counts(), before);
  const seconds = (performance.now() - began) / 1000;
  const metadata: unknown = await (await fetch(`${stack.apiUrl}/api/v1/compositions/${id}/metadata`)).json();
  const number = (...path: readonly string[]): number => Number(pick(metadata, ...path) ?? 0);
  const stages = Object.fromEntries(
    Object.entries(pick(metadata, 'stages') ?? {}).map(([name, value]) => [name, Number(value)]),
  );
  return {
    wallSeconds,
    outputSeconds: number('duration'),
    stages,
    segments: { count: number('segments', 'count'), rendered: number('segments', 'rendered') },
    partSeconds: partSeconds(stack, began, stages['encode'] ?? 0),
    cpuSeconds: number('cpu_seconds'),
    resultBytes: number('size_bytes'),
    counts: idle === null ? spent : countsMinus(spent, countsTimes(idle, seconds)),
  };
}

function partSeconds({ store }: CountedStack, since: number, encodeSeconds: number): readonly number[] {
  const stored = store.written
    .filter(({ key, at }) => at > since && key.includes('/parts/'))
    .map(({ at }) => at / 1000);
  const [first, last] = [stored[0], stored.at(-1)];
  if (first === undefined || last === undefined) return [];
  const steps = stored.slice(1).map((at, index) => at - (stored[index] ?? at));
  return [Math.max(0, encodeSeconds - (last - first)), ...steps];
}
