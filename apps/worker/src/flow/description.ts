import type { JsonObject } from '#lib/persistence';
import type { RenderPlan } from '#lib/render-plan';
import type { CostSoFar } from '../render/accounts/run-cost.js';

/** A source of the plan, as any worker finds it. */
export interface FlowMedia {
  /** Null: a picture that the planner decoded, which lies among the parts. */
  readonly url: string | null;
  /** sha256 of its bytes, hex; other bytes are another source. */
  readonly checksum: string;
  readonly sizeBytes: number;
  /** Where the request names it first. */
  readonly pointer: string;
}

/** What the planner tells those who make the parts and the one who joins them. Plain JSON; drawn pictures lie among the parts. */
export interface FlowDescription {
  readonly plan: RenderPlan;
  /** The version of the ffmpeg that it was planned for: another one makes other bytes. */
  readonly encoder: string;
  /** In the plan's order. */
  readonly media: readonly FlowMedia[];
  /** What each part is called, by its number. */
  readonly keys: readonly string[];
  /** The number of the part that stands at each segment; the sound is number 0. */
  readonly partOfSegment: readonly number[];
  /** Of the planner. */
  readonly spent: {
    readonly seconds: Readonly<Record<string, number>>;
    readonly totalSeconds: number;
    readonly cost: CostSoFar;
  };
}

/** What the maker of a part tells the one who joins them. */
export interface PartReport {
  readonly cost: CostSoFar;
  readonly warnings: readonly { readonly pointer: string; readonly damaged_places: number }[];
  /** Another render had made it meanwhile. */
  readonly found: boolean;
}

/** They are JSON all through, which an interface cannot promise the compiler. */
export const asJson = (value: FlowDescription | PartReport): JsonObject => ({ ...value }) as unknown as JsonObject;

/** Only our own workers write these columns, and a flow does not outlive the plan format it was written in (`keys` tell). */
export const asDescription = (json: JsonObject): FlowDescription => json as unknown as FlowDescription;
export const asReport = (json: JsonObject): PartReport => json as unknown as PartReport;
