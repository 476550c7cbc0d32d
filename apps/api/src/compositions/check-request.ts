import { type CompositionRequest, type OutputRules, outputProblems, toTimeline } from '#lib/composition-request';
import { CutroomError, type ErrorCode, type Problem } from '#lib/contracts';
import { type Timeline, validateTimeline } from '#lib/timeline';
import { type CallbackCheck, callbackProblems } from '../callbacks/callback-rule.js';
import { withoutNulls } from '../http/json-shape.js';
import { isWithin } from '../http/pointer.js';
import { MAX_REPORTED, problemDetails } from '../http/problems.js';
import { boundedBody, problemsOf, validationFailed } from '../http/validate.js';
import { contradictions } from './contradictions.js';
import { CompositionDto } from './dto/composition.dto.js';
import { salvage } from './salvage.js';
import { sourceProblems } from './sources.js';

export interface RequestRules extends OutputRules {
  readonly maxSeconds: number;
  /** xfade names that can be rendered. */
  readonly transitions: ReadonlySet<string>;
  /** Families of fonts that can be drawn with; null where nobody knows. */
  readonly fonts: ReadonlySet<string> | null;
  /** Says why a source may not be used, or null. */
  readonly checkSource: (url: string) => string | null;
  /** Says why a URL may not be called back, or null. */
  readonly checkCallback: CallbackCheck;
}

export interface CheckedRequest {
  readonly request: CompositionRequest;
  readonly timeline: Timeline;
}

/** The client's own data: a null in there says something. */
const VERBATIM = new Set(['metadata']);

/**
 * The request in a body, and what it means.
 * @throws CutroomError with every problem of form, of timing and of sources at once; the code is that of the first kind found.
 */
export const checkRequest = (body: unknown, rules: RequestRules): CheckedRequest => {
  const said = withoutNulls(boundedBody(CompositionDto, body), VERBATIM);
  const malformed = [...problemsOf(CompositionDto, said), ...callbackProblems(said, rules.checkCallback)];
  if (malformed.length > MAX_REPORTED) throw validationFailed(malformed);
  const request = malformed.length === 0 ? (said as CompositionRequest) : salvage(said, malformed, rules.transitions);
  const timeline = request === null ? null : toTimeline(request);
  const isNew = ({ pointer }: Problem): boolean => !malformed.some((known) => isWithin(pointer, known.pointer));
  const timing =
    request === null || timeline === null
      ? []
      : [
          ...contradictions(request),
          ...outputProblems(request.output ?? {}, rules),
          ...validateTimeline(timeline, rules),
        ];
  const invalid = timing.filter(isNew);
  const refused = sourceProblems(said, rules.checkSource).filter(isNew);
  if (malformed.length > 0) throw validationFailed([...malformed, ...invalid, ...refused]);
  if (invalid.length > 0) throw refusal('INVALID_TIMELINE', [...invalid, ...refused]);
  if (refused.length > 0) throw refusal('SOURCE_NOT_ALLOWED', refused);
  if (request === null || timeline === null)
    throw validationFailed([{ pointer: '', message: 'must be a JSON object' }]);
  return { request, timeline };
};

const refusal = (code: ErrorCode, errors: readonly Problem[]): CutroomError => {
  const [first] = errors;
  const message =
    errors.length === 1 && first !== undefined ? first.message : `The timeline has ${errors.length} problems.`;
  return new CutroomError(code, message, { details: problemDetails(errors) });
};
