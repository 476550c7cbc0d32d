import type { RenderPlan } from '#lib/render-plan';
import { type AssembleFiles, type CommandLimits, DEFAULT_LIMITS } from './files.js';

/** Text of the list file; `names` are the segments' file names, beside the list. */
export const concatList = (_plan: RenderPlan, _names: readonly string[]): string => {
  throw new Error('not yet');
};
export const assembleCommand = (
  _plan: RenderPlan,
  _files: AssembleFiles,
  _limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => {
  throw new Error('not yet');
};
