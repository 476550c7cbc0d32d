import type { RenderPlan } from '#lib/render-plan';
import { type CommandFiles, type CommandLimits, DEFAULT_LIMITS } from './files.js';

export const audioCommand = (
  _plan: RenderPlan,
  _files: CommandFiles,
  _limits: CommandLimits = DEFAULT_LIMITS,
): readonly string[] => {
  throw new Error('not yet');
};
