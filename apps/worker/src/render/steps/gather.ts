import { CutroomError } from '#lib/contracts';
import type { FlowPart } from '#lib/persistence';
import { asReport, type FlowDescription } from '../../flow/description.js';
import { allOrStop } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { addUp } from '../parts/damage.js';
import { damagedKey, type PartFile, partPath, partsOf } from '../parts/parts-of.js';
import { Slots } from '../slots.js';
import type { RenderTools } from '../tools.js';
import { type EncodedParts, pictureFiles, type SegmentCounts } from './encode.js';

/** A flow whose parts are made, as far as the queue can tell. */
export interface Gathered extends FlowDescription {
  /** By number. */
  readonly parts: readonly FlowPart[];
}

/** Files that travel at once. */
const SIDE_BY_SIDE = 4;

/**
 * Brings every part into the workspace. One that is lost or damaged is a transient fault: the next attempt makes it
 * again, and it alone.
 */
export async function gather(context: RenderContext, tools: RenderTools, flow: Gathered): Promise<EncodedParts> {
  const { workspace, compositionId, attempt } = context;
  const planned = partsOf(flow.plan, flow.encoder);
  const files = flow.parts.flatMap(({ part: number, key }) => {
    const part = planned.all[number];
    if (part === undefined) throw lost();
    const nameOf = (file: PartFile): string =>
      key === part.key ? file.key : damagedKey(compositionId, attempt, file.key);
    return part.files.map((file) => ({ key: nameOf(file), path: partPath(workspace, part, file) }));
  });
  const stored = await tools.parts.find(files.map(({ key }) => key));
  const slots = new Slots(SIDE_BY_SIDE);
  const fetchOne = async ({ key, path }: (typeof files)[number], signal: AbortSignal): Promise<void> => {
    const known = stored.get(key);
    if (known === undefined || !(await tools.parts.fetch(known, path, signal))) throw lost();
  };
  await allOrStop(
    context.signal,
    files.map((file) => (signal) => slots.run(signal, () => fetchOne(file, signal))),
  );
  const reports = flow.parts.flatMap(({ report }) => (report === null ? [] : [asReport(report)]));
  for (const { cost } of reports) context.cost.addAll(cost);
  return {
    pictures: pictureFiles(flow.plan, planned.segments, workspace),
    sound: planned.sound === null ? null : workspace.sound,
    keys: files.map(({ key }) => key),
    anyReused: flow.parts.some(isReused),
    warnings: addUp(reports.flatMap(({ warnings }) => warnings)),
    counts: countSegments(flow),
  };
}

const isReused = ({ reused, report }: FlowPart): boolean => reused || (report !== null && asReport(report).found);

function countSegments({ parts, partOfSegment }: Gathered): SegmentCounts {
  const reusedParts = new Set(parts.filter(isReused).map(({ part }) => part));
  const count = partOfSegment.length;
  const reused = partOfSegment.filter((part) => reusedParts.has(part)).length;
  return { count, reused, rendered: count - reused };
}

const lost = (): CutroomError =>
  new CutroomError('PROCESSING_FAILED', 'A part of the render was lost before it could be joined.', {
    transient: true,
  });
