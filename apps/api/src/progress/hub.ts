import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { CompositionEvent } from '#lib/contracts';
import type { Subscription } from '#lib/queue';
import { compositionNotFound, isCompositionId } from '../compositions/composition-id.js';
import { SERVICES, type Services } from '../services.js';
import { BatchReader } from './batch-reader.js';
import { Feed, type FeedListener } from './feed.js';
import { fromEvent, fromRow, type WatchedState } from './state.js';

/** Postgres is asked this often about everything that is watched: with Redis down, nothing is later than this. */
const POLL_MS = 1_500;
/** A watcher's first answer waits no longer than this for Redis. */
const REDIS_PATIENCE_MS = 150;

export interface Watcher {
  /** Called once, before `next` ever is: nothing lies between this state and what follows. */
  first(state: WatchedState): void;
  readonly next: FeedListener;
}

interface Entry {
  readonly feed: Feed;
  readonly subscription: Subscription;
  readonly ready: Promise<void>;
  users: number;
}

/**
 * The one event stream of this instance: socket.io, WebSocket and SSE are views of it. Redis brings events at once;
 * one batched query over all that is watched makes sure that none which matters is missed.
 * Every instance can serve every composition.
 */
@Injectable()
export class ProgressHub implements OnApplicationShutdown {
  readonly #services: Services;
  readonly #entries = new Map<string, Entry>();
  readonly #rows: BatchReader<WatchedState>;
  readonly #closers = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #polling = false;

  constructor(@Inject(SERVICES) services: Services) {
    this.#services = services;
    this.#rows = new BatchReader(async (ids) => {
      const rows = await services.states.read(ids);
      return new Map(rows.map((row) => [row.compositionId, fromRow(row)]));
    });
  }

  /** Compositions that somebody watches here. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * The state now, and then all that follows it, in order and with a percentage that never falls.
   * @returns what ends it. @throws CutroomError COMPOSITION_NOT_FOUND
   */
  async watch(compositionId: string, { first, next }: Watcher): Promise<() => void> {
    if (!isCompositionId(compositionId)) throw compositionNotFound();
    const entry = this.#entries.get(compositionId) ?? this.#open(compositionId);
    entry.users += 1;
    try {
      await entry.ready;
      const { state } = entry.feed;
      if (state === null) throw compositionNotFound();
      first(state);
      const silence = entry.feed.listen(next);
      return () => {
        if (silence()) this.#leave(compositionId, entry);
      };
    } catch (error) {
      this.#leave(compositionId, entry);
      throw error;
    }
  }

  /** Calls `end` when the API stops, so that no stream outlives it. @returns what forgets it again. */
  onClose(end: () => void): () => void {
    this.#closers.add(end);
    return () => this.#closers.delete(end);
  }

  close(): void {
    for (const end of [...this.#closers]) end();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  onApplicationShutdown(): void {
    this.close();
  }

  #open(compositionId: string): Entry {
    const feed = new Feed();
    const subscription = this.#services.progress.subscribe(compositionId, (event) => this.#hear(feed, event));
    const entry: Entry = { feed, subscription, users: 0, ready: this.#begin(compositionId, feed, subscription) };
    this.#entries.set(compositionId, entry);
    this.#timer ??= setInterval(() => void this.#poll(), POLL_MS);
    return entry;
  }

  /** First the subscription, then the state: what happens between the two is heard. */
  async #begin(compositionId: string, feed: Feed, subscription: Subscription): Promise<void> {
    await patiently(subscription.live);
    const [state, latest] = await Promise.all([
      this.#rows.get(compositionId),
      patiently(this.#services.progress.snapshot(compositionId)),
    ]);
    if (state === null) return;
    if (latest !== null && latest.composition_id === compositionId) this.#hear(feed, latest);
    feed.begin(state);
  }

  /** A film may be complete and still be owed to a project, which only Postgres knows; where that is away, the next poll tells. */
  #hear(feed: Feed, event: CompositionEvent): void {
    if (event.type !== 'completed') {
      feed.offer(fromEvent(event), false);
      return;
    }
    this.#rows
      .get(event.composition_id)
      .then((state) => state !== null && feed.offer(state, true))
      .catch((err: unknown) => this.#services.logger.warn({ err }, 'An end could not be read; trying again'));
  }

  #leave(compositionId: string, entry: Entry): void {
    entry.users -= 1;
    if (entry.users > 0) return;
    entry.subscription.close();
    if (this.#entries.get(compositionId) === entry) this.#entries.delete(compositionId);
    if (this.#entries.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  async #poll(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    try {
      const ids = [...this.#entries].filter(([, { feed }]) => feed.state !== null && !feed.ended).map(([id]) => id);
      const rows = ids.length === 0 ? [] : await this.#services.states.read(ids);
      for (const row of rows) this.#entries.get(row.compositionId)?.feed.offer(fromRow(row), true);
    } catch (err) {
      this.#services.logger.warn({ err }, 'Progress could not be read from the database; trying again');
    } finally {
      this.#polling = false;
    }
  }
}

const patiently = async <T>(promise: Promise<T>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), REDIS_PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
};
