import { CutroomError, type Problem } from '#lib/contracts';
import { type CallbackCheck, callbackProblems } from '../../callbacks/callback-rule.js';
import { urlProblem } from '../../compositions/dto/time-and-source.js';
import { withoutNulls } from '../../http/json-shape.js';
import { problemDetails } from '../../http/problems.js';
import { boundedBody, problemsOf, validationFailed } from '../../http/validate.js';
import { MAX_CLIPS, ProcessClipsDto } from './dto.js';

export interface ClipRules {
  readonly checkSource: (url: string) => string | null;
  readonly checkCallback: CallbackCheck;
}

/** @throws CutroomError with every problem at once: VALIDATION_FAILED, or SOURCE_NOT_ALLOWED where that is all. */
export const checkProcessClips = (body: unknown, rules: ClipRules): ProcessClipsDto => {
  const said = withoutNulls(boundedBody(ProcessClipsDto, body), new Set()) as Record<string, unknown>;
  const clips = Array.isArray(said['clips']) ? said['clips'].slice(0, MAX_CLIPS) : [];
  const malformed = [
    ...problemsOf(ProcessClipsDto, said),
    ...clips.flatMap((clip, index) => at(index, urlProblem(clip))),
    ...callbackProblems(said, rules.checkCallback),
  ];
  const refused = clips.flatMap((clip, index) => (urlProblem(clip) === null ? at(index, rules.checkSource(clip)) : []));
  if (malformed.length > 0) throw validationFailed([...malformed, ...refused]);
  const [first] = refused;
  if (first === undefined) return said as unknown as ProcessClipsDto;
  const message = refused.length === 1 ? first.message : `${refused.length} clips are not allowed.`;
  throw new CutroomError('SOURCE_NOT_ALLOWED', message, { details: problemDetails(refused) });
};

const at = (index: number, message: string | null): readonly Problem[] =>
  message === null ? [] : [{ pointer: `/clips/${index}`, message }];
