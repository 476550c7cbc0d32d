import type { Progress } from '#lib/contracts';
import { advance, type WatchedState } from '../src/progress/state.js';

const state = (seq: number, progress: Progress): WatchedState => ({
  compositionId: 'comp_1',
  seq,
  status: 'processing',
  progress,
  error: null,
  timestamp: '2026-01-01T00:00:00.000Z',
});
const at = (stage: Progress['stage'], percentage: number): Progress => ({ stage, percentage, message: stage });

describe('what Postgres says a moment late', () => {
  const known = state(1_000_050, at('assembling', 90));

  it('is no news where it lags behind, be it in percent or only in its stage', () => {
    expect(advance(known, state(1_000_000, at('encoding', 88)), true)).toBe(known);
    expect(advance(known, state(1_000_000, at('encoding', 90)), true)).toBe(known);
  });

  it('is news where it is ahead, for Redis may be away', () => {
    expect(advance(known, state(1_000_000, at('uploading', 95)), true).progress).toEqual(at('uploading', 95));
  });
});

describe('an event', () => {
  it('of a later attempt keeps the percentage that was reached', () => {
    const known = state(1_000_050, at('encoding', 60));
    expect(advance(known, state(2_000_001, at('downloading', 5)), false).progress).toEqual(at('downloading', 60));
  });

  it('that was overtaken is dropped', () => {
    const known = state(1_000_050, at('encoding', 60));
    expect(advance(known, state(1_000_049, at('encoding', 59)), false)).toBe(known);
  });
});
