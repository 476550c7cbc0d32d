import type { Silence } from '#lib/ffmpeg';
import { allOrStop } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { Damage, type DamageWarning } from '../parts/damage.js';
import { FrameCount } from '../parts/frame-count.js';
import { makePart } from '../parts/make-part.js';
import { type PartFile, type PartPlaces, type PlannedPart, partPath } from '../parts/parts-of.js';
import type { RenderTools } from '../tools.js';
import type { KnownParts } from './look-up.js';
import type { PlannedJob } from './plan.js';

/** Files of the encoded parts. */
export interface EncodedParts {
  /** For each of the plan's sizes, its segments in order. */
  readonly pictures: readonly (readonly string[])[];
  /** Null where the result has no sound. */
  readonly sound: string | Silence | null;
  /** What all of them are called in the store. */
  readonly keys: readonly string[];
  /** Whether any of them, the sound included, was made by another attempt or render. */
  readonly anyReused: boolean;
  readonly warnings: readonly DamageWarning[];
  /** How the segments came about. */
  readonly counts: SegmentCounts;
}

export interface SegmentCounts {
  readonly count: number;
  /** Made by an earlier render, or by an earlier attempt at this one. */
  readonly reused: number;
  readonly rendered: number;
}

/**
 * Picture and sound side by side: what exists is fetched, the rest is made as soon as a slot is free, and stored at once,
 * so that an attempt that is cut short has not worked for nothing.
 */
export async function encode(
  context: RenderContext,
  tools: RenderTools,
  job: PlannedJob,
  parts: KnownParts,
): Promise<EncodedParts> {
  const { plan } = job;
  const frames = new FrameCount(plan.frames, (done) =>
    context.progress.report('encoding', done / plan.frames, `Encoded ${done} of ${plan.frames} frames`),
  );
  const damage = new Damage(job.mediaPointers);
  const pathOf = (part: PlannedPart, file: PartFile): string => partPath(context.workspace, part, file);
  const made = new Set<PlannedPart>();
  let fetched = 0;
  const storing: Promise<void>[] = [];

  const isHere = async (part: PlannedPart, file: PartFile, signal: AbortSignal): Promise<boolean> => {
    const known = parts.stored.get(file.key);
    return known !== undefined && (await tools.parts.fetch(known, pathOf(part, file), signal));
  };
  const obtain = async (part: PlannedPart, signal: AbortSignal): Promise<void> => {
    const missing: PartFile[] = [];
    for (const file of part.files) if (!(await isHere(part, file, signal))) missing.push(file);
    fetched += part.files.length - missing.length;
    if (missing.length > 0) {
      const onFrames = (done: number): void => frames.set(part.number, done);
      const whole = await makePart(context, tools, job, part, { signal, damage, onFrames }, missing);
      made.add(part);
      // Another render of a damaged source shall be told so too, and is if it has to decode it itself.
      if (whole) storing.push(...missing.map((file) => keep(file.key, pathOf(part, file), tools, signal)));
    }
    frames.set(part.number, part.frames);
  };
  try {
    await allOrStop(
      context.signal,
      parts.all.map((part) => (signal) => obtain(part, signal)),
    );
  } finally {
    await Promise.all(storing);
  }
  const rendered = parts.segments.filter((part) => made.has(part)).length;
  const count = parts.segments.length;
  return {
    pictures: pictureFiles(plan, parts.segments, context.workspace),
    sound: parts.sound === null ? null : context.workspace.sound,
    keys: parts.all.flatMap(({ files }) => files.map(({ key }) => key)),
    anyReused: fetched > 0,
    warnings: damage.warnings,
    counts: { count, rendered, reused: count - rendered },
  };
}

/** The segments of each size, in order. */
export const pictureFiles = (
  { sizes }: PlannedJob['plan'],
  segments: readonly PlannedPart[],
  workspace: PartPlaces,
): EncodedParts['pictures'] =>
  sizes.map((_, rendition) =>
    segments.flatMap((part) =>
      part.files.slice(rendition, rendition + 1).map((file) => partPath(workspace, part, file)),
    ),
  );

/** A part that could not be stored is only not there for others: this render has its file. */
async function keep(key: string, path: string, tools: RenderTools, signal: AbortSignal): Promise<void> {
  try {
    await tools.parts.keep(key, path, signal);
  } catch (error) {
    tools.logger.warn({ err: error, part: key }, 'A part was made but could not be stored');
  }
}
