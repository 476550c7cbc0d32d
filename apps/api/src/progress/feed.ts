import { isTerminal } from '#lib/contracts';
import { advance, type WatchedState } from './state.js';

/** `kind`: whether only the progress moved, or the status changed. */
export type FeedListener = (state: WatchedState, kind: 'progress' | 'status') => void;

/** One composition and all who watch it here. What it tells never goes backwards, and ends with the terminal state. */
export class Feed {
  readonly #listeners = new Set<FeedListener>();
  #state: WatchedState | null = null;
  /** Came before the first state was read. */
  #early: WatchedState[] = [];

  get state(): WatchedState | null {
    return this.#state;
  }

  /** The first state; events that overtook it are applied to it, still unheard. */
  begin(state: WatchedState): void {
    this.#state = this.#early.reduce((known, next) => advance(known, next, false), state);
    this.#early = [];
  }

  offer(next: WatchedState, polled: boolean): void {
    const known = this.#state;
    if (known === null) {
      this.#early.push(next);
      return;
    }
    const state = advance(known, next, polled);
    if (state === known) return;
    this.#state = state;
    const kind = state.status === known.status ? 'progress' : 'status';
    for (const listener of [...this.#listeners]) listener(state, kind);
  }

  /** Gives what ends it, which says whether it was still listening. */
  listen(listener: FeedListener): () => boolean {
    // A wrapper of its own: the same function may listen twice.
    const own: FeedListener = (state, kind) => listener(state, kind);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  get ended(): boolean {
    return this.#state !== null && isTerminal(this.#state.status);
  }
}
