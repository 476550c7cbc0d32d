import { segmentIdentity, soundIdentity } from '#lib/ffmpeg';
import type { RenderPlan, Segment } from '#lib/render-plan';
import { partKey } from '../parts/part-store.js';

/** A part of the output, called by what it is made of. */
export interface PlannedPart {
  /** Its place among the plan's parts; the same for everybody who has the plan. */
  readonly number: number;
  readonly key: string;
  /** Null: this is the sound. */
  readonly segment: Segment | null;
  /** Of the output that it fills, all places together; 0 for sound. */
  readonly frames: number;
}

export interface PlannedParts {
  /** Each different part once; the sound first, since it runs beside everything else. */
  readonly all: readonly PlannedPart[];
  readonly sound: PlannedPart;
  /** What stands at each segment of the plan; the same part may stand at more than one. */
  readonly segments: readonly PlannedPart[];
}

/** @param encoder the version of the ffmpeg that makes them */
export function partsOf(plan: RenderPlan, encoder: string): PlannedParts {
  const keys = plan.segments.map((segment) => partKey(segmentIdentity(plan, segment, encoder)));
  const filled = (key: string): number =>
    plan.segments.reduce((sum, { frames }, index) => (keys[index] === key ? sum + frames : sum), 0);
  const sound: PlannedPart = { number: 0, key: partKey(soundIdentity(plan, encoder)), segment: null, frames: 0 };
  const all = [sound];
  const known = new Map<string, PlannedPart>();
  const segments = plan.segments.map((segment, index) => {
    const key = keys[index] ?? '';
    const part = known.get(key) ?? { number: all.length, key, segment, frames: filled(key) };
    if (part.number === all.length) all.push(part);
    known.set(key, part);
    return part;
  });
  return { all, sound, segments };
}

/** Where a worker that has the whole workspace keeps the part's file. */
export const partPath = (
  workspace: { readonly segment: (index: number) => string; readonly sound: string },
  { segment }: PlannedPart,
): string => (segment === null ? workspace.sound : workspace.segment(segment.index));
