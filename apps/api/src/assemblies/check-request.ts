import { CutroomError, type Problem } from '#lib/contracts';
import type { AssemblyClip, Source } from '#lib/persistence';
import { withoutNulls } from '../http/json-shape.js';
import { problemDetails } from '../http/problems.js';
import { boundedBody, problemsOf, validationFailed } from '../http/validate.js';
import { type AssemblyClipDto, NewAssemblyDto } from './dto.js';
import { seconds } from './seconds.js';

/** A clip that exists; `end` null = to the source's own end. */
export interface PlacedClip extends AssemblyClip {
  readonly source: Source;
  readonly toItsEnd: boolean;
}

export interface CheckedAssembly {
  readonly name: string | null;
  readonly preview: boolean;
  readonly clips: readonly PlacedClip[];
}

/** Times of clients are rounded, often to milliseconds: what lies no farther beyond the end than this is the end. */
const TOLERANCE = 0.001;

/** @throws CutroomError VALIDATION_FAILED with every problem at once */
export const checkAssembly = (body: unknown, sources: readonly Source[], maxSeconds: number): CheckedAssembly => {
  const said = withoutNulls(boundedBody(NewAssemblyDto, body), new Set());
  const malformed = problemsOf(NewAssemblyDto, said);
  if (malformed.length > 0) throw validationFailed(malformed);
  const { name, preview, clips } = said as NewAssemblyDto;
  const checked = clips.map((clip, index) => checkClip(clip, index, sources));
  const placed = checked.flatMap(({ clip }) => (clip === null ? [] : [clip]));
  const problems = [...checked.flatMap((one) => one.problems), ...tooLong(placed, maxSeconds)];
  const [first] = problems;
  if (first !== undefined) {
    const message = problems.length === 1 ? first.message : `The assembly has ${problems.length} problems.`;
    throw new CutroomError('VALIDATION_FAILED', message, { details: problemDetails(problems) });
  }
  return { name: name ?? null, preview: preview ?? true, clips: placed };
};

interface CheckedClip {
  readonly clip: PlacedClip | null;
  readonly problems: readonly Problem[];
}

const checkClip = (asked: AssemblyClipDto, index: number, sources: readonly Source[]): CheckedClip => {
  const at = (field: string, message: string): Problem => ({ pointer: `/clips/${index}/${field}`, message });
  const source = sources.find((one) => one.index === asked.source || one.filename === asked.source);
  if (source === undefined) return { clip: null, problems: [at('source', `Source ${asked.source} not found`)] };
  const { filename, duration } = source;
  const start = asked.start ?? 0;
  const end = asked.end ?? duration;
  const beyond = (field: 'start' | 'end', value: number, last: number): readonly Problem[] =>
    value <= last
      ? []
      : [at(field, `${field} beyond the duration of ${filename} (${seconds(duration)} s) for clip ${index + 1}`)];
  const problems = [
    ...beyond('start', start, duration),
    ...beyond('end', end, duration + TOLERANCE),
    ...(start < end || start > duration ? [] : [at('start', `start >= end for clip ${index + 1}`)]),
  ];
  const clip = { source, filename, start, end: Math.min(end, duration), toItsEnd: end >= duration };
  return { clip: problems.length === 0 ? clip : null, problems };
};

const tooLong = (clips: readonly PlacedClip[], maxSeconds: number): readonly Problem[] => {
  const total = clips.reduce((sum, { start, end }) => sum + end - start, 0);
  return total <= maxSeconds
    ? []
    : [{ pointer: '/clips', message: `An assembly may be ${maxSeconds} s long, not ${seconds(total)} s` }];
};
