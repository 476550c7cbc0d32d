/** One stream of events per composition; socket.io, WebSocket and SSE are three views of it. */
export const COMPOSITION_STATUSES = ['queued', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type CompositionStatus = (typeof COMPOSITION_STATUSES)[number];
export type TerminalStatus = Extract<CompositionStatus, 'completed' | 'failed' | 'cancelled'>;

export const isTerminal = (status: CompositionStatus): status is TerminalStatus =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

export const STAGES = [
  'queued',
  'downloading',
  'planning',
  'encoding',
  'assembling',
  'uploading',
  'completed',
] as const;
export type Stage = (typeof STAGES)[number];

/** Percentages at which each stage begins and ends. */
export const STAGE_RANGE: Readonly<Record<Stage, readonly [number, number]>> = {
  queued: [0, 0],
  downloading: [0, 10],
  planning: [10, 15],
  encoding: [15, 90],
  assembling: [90, 95],
  uploading: [95, 100],
  completed: [100, 100],
};

export interface Progress {
  readonly stage: Stage;
  /** 0–100, never falls, never NaN. */
  readonly percentage: number;
  readonly message: string;
}

export interface StoredError {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * `seq` rises within a composition, over attempts and processes alike: attempt × 1,000,000 + a number that rises with the
 * percentage (`progressSeq`), so that workers on parts of one render need no common counter; a terminal event takes
 * attempt × 1,000,000 + 999,999.
 */
export type CompositionEvent =
  | {
      readonly type: 'progress';
      readonly seq: number;
      readonly composition_id: string;
      readonly timestamp: string;
      readonly progress: Progress;
    }
  | {
      readonly type: 'status' | 'completed' | 'failed' | 'cancelled';
      readonly seq: number;
      readonly composition_id: string;
      readonly timestamp: string;
      readonly status: CompositionStatus;
      readonly progress: Progress;
      readonly error: StoredError | null;
    };

export const SEQ_PER_ATTEMPT = 1_000_000;
/** The least `seq` of an event at `percentage` (0–100); a thousand lie between two tenths of a percent. */
export const progressSeq = (attempt: number, percentage: number): number =>
  attempt * SEQ_PER_ATTEMPT + 1 + Math.round(percentage * 9_999);
export const terminalSeq = (attempt: number): number => attempt * SEQ_PER_ATTEMPT + SEQ_PER_ATTEMPT - 1;
/** Behind the last word: what was still owed of a completed film is settled. No attempt follows that could have it too. */
export const settledSeq = (attempt: number): number => terminalSeq(attempt) + 1;

/** Redis pub/sub channels. Pub/sub is a hint: whoever listens also asks Postgres now and then. */
export const progressChannel = (compositionId: string): string => `cutroom:progress:${compositionId}`;
export const CANCEL_CHANNEL = 'cutroom:cancel';
