import { createHash } from 'node:crypto';
import { segmentIdentity, soundIdentity } from '#lib/ffmpeg';
import type { RenderPlan, Segment } from '#lib/render-plan';
import { partKey } from './part-store.js';

/** One file of a part, called by what it is made of. */
export interface PartFile {
  readonly key: string;
  /** Place in `RenderPlan.sizes`; 0 for sound. */
  readonly rendition: number;
}

/** A part of the output: what one run of the encoder makes. */
export interface PlannedPart {
  /** Its place among the plan's parts; the same for everybody who has the plan. */
  readonly number: number;
  /** Of its only file, else of all of them together. */
  readonly key: string;
  /** The segment in each of the plan's sizes, or the sound. */
  readonly files: readonly PartFile[];
  /** Null: this is the sound. */
  readonly segment: Segment | null;
  /** Of the output that it fills, all places together; 0 for sound. */
  readonly frames: number;
}

export interface PlannedParts {
  /** Each different part once; the sound, if there is one, first, since it runs beside everything else. */
  readonly all: readonly PlannedPart[];
  /** Null where the result is silent. */
  readonly sound: PlannedPart | null;
  /** What stands at each segment of the plan; the same part may stand at more than one. */
  readonly segments: readonly PlannedPart[];
}

/** @param encoder the version of the ffmpeg that makes them */
export function partsOf(plan: RenderPlan, encoder: string): PlannedParts {
  const sound: PlannedPart | null =
    plan.encoder.sound === null
      ? null
      : { number: 0, ...named([partKey(soundIdentity(plan, encoder))]), segment: null, frames: 0 };
  const all = sound === null ? [] : [sound];
  const made = plan.segments.map((segment) =>
    named(plan.sizes.map((_, rendition) => partKey(segmentIdentity(plan, segment, encoder, rendition)))),
  );
  const filled = (wanted: string): number =>
    plan.segments.reduce((sum, { frames }, index) => (made[index]?.key === wanted ? sum + frames : sum), 0);
  const known = new Map<string, PlannedPart>();
  const segments = plan.segments.map((segment, index) => {
    const { key, files } = made[index] ?? named([]);
    const part = known.get(key) ?? { number: all.length, key, files, segment, frames: filled(key) };
    if (part.number === all.length) all.push(part);
    known.set(key, part);
    return part;
  });
  return { all, sound, segments };
}

const named = (keys: readonly string[]): Pick<PlannedPart, 'key' | 'files'> => ({
  key: keys.length === 1 && keys[0] !== undefined ? keys[0] : hash(keys.join(' ')),
  files: keys.map((key, rendition) => ({ key, rendition })),
});

/** What a part, or a file of it, is called that was made of damaged sources: no other render finds it. */
export const damagedKey = (compositionId: string, attempt: number, key: string): string =>
  hash(`damaged ${compositionId} ${attempt} ${key}`);

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface PartPlaces {
  readonly segment: (index: number, rendition: number) => string;
  readonly sound: string;
}

/** Where a worker that has the whole workspace keeps a file of a part. */
export const partPath = (workspace: PartPlaces, { segment }: PlannedPart, { rendition }: PartFile): string =>
  segment === null ? workspace.sound : workspace.segment(segment.index, rendition);
