import type { ForecastQuestion } from './forecast.js';
import type { ReindexQuestion } from './reindex.js';

/** One attempt at a composition whose parts are made by many workers. */
interface FlowRef {
  readonly compositionId: string;
  readonly requestId: string;
  readonly attempt: number;
}

/** What travels through the queue: references, the truth stays in Postgres; but a forecast is of what was never stored. */
export interface JobPayloads {
  readonly render: { readonly compositionId: string; readonly requestId: string };
  /** One part of a flow: its number in the plan's list of parts. */
  readonly part: FlowRef & { readonly part: number };
  /** Runs after its children, the parts that are listed: those still to be made, in the order they should be. */
  readonly assemble: FlowRef & { readonly parts: readonly number[] };
  readonly probe: { readonly assetId: string; readonly requestId: string };
  readonly beats: { readonly processingId: string; readonly requestId: string };
  readonly reindex: ReindexQuestion & { readonly requestId: string };
  readonly forecast: ForecastQuestion & { readonly requestId: string };
}
export type JobName = keyof JobPayloads;
export type Priority = 'high' | 'default' | 'low';
