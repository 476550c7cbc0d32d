import { type CompositionStatus, isTerminal, type Progress, type StoredError } from '#lib/contracts';
import type { WatchedState } from './state.js';

/** What socket.io and SSE send with each event, and what `subscribe` is acknowledged with. */
export interface StateMessage {
  readonly composition_id: string;
  readonly seq: number;
  readonly status: CompositionStatus;
  readonly progress: Progress;
  readonly error: StoredError | null;
  readonly timestamp: string;
}

export type EventName = 'status' | 'progress' | 'completed' | 'failed' | 'cancelled';

export const stateMessage = (state: WatchedState): StateMessage => ({
  composition_id: state.compositionId,
  seq: state.seq,
  status: state.status,
  progress: state.progress,
  error: state.error,
  timestamp: state.timestamp,
});

export const eventName = (state: WatchedState, kind: 'progress' | 'status'): EventName =>
  isTerminal(state.status) ? state.status : kind;

const made = new WeakMap<WatchedState, Map<string, string>>();

/** Made once for each state, however many clients it goes to. */
const once = (state: WatchedState, key: string, make: () => string): string => {
  const texts = made.get(state) ?? new Map<string, string>();
  made.set(state, texts);
  const known = texts.get(key) ?? make();
  texts.set(key, known);
  return known;
};

/** A frame of the raw WebSocket; its names are the contract's. */
export const socketFrame = (state: WatchedState, kind: 'progress' | 'status'): string =>
  once(state, `ws.${kind}`, () => {
    const { status, progress, error, timestamp } = state;
    if (kind === 'progress') return JSON.stringify({ type: 'progress', data: { ...progress, timestamp } });
    return JSON.stringify({ type: 'status', data: { status, progress, error, timestamp } });
  });

/** The last frame of a raw WebSocket. */
export const lastSocketFrame = (state: WatchedState): string =>
  once(state, 'ws.last', () => {
    const { compositionId, status, progress, error, timestamp } = state;
    const head = { composition_id: compositionId, status, progress, timestamp };
    if (status === 'completed') return JSON.stringify({ type: 'completed', data: head });
    const reason = error ?? { code: 'CANCELLED', message: 'The composition was cancelled.', details: {} };
    return JSON.stringify({ type: 'error', data: { ...head, ...reason } });
  });

/** An event of the SSE stream, https://html.spec.whatwg.org/multipage/server-sent-events.html */
export const serverSentEvent = (state: WatchedState, kind: 'progress' | 'status'): string =>
  once(
    state,
    `sse.${kind}`,
    () => `id: ${state.seq}\nevent: ${eventName(state, kind)}\ndata: ${JSON.stringify(stateMessage(state))}\n\n`,
  );
