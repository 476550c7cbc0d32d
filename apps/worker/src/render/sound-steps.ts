import { audioCommand, blockCommand, type CommandLimits, splitSound } from '#lib/ffmpeg';
import { audioGraph, blockGraph, type GraphInput } from '#lib/filter-graph';
import type { Workspace } from '../workspace/workspace.js';
import type { PlannedJob } from './steps/plan.js';

/** One run of ffmpeg on the way to the sound. */
export interface SoundStep {
  readonly path: string;
  readonly inputs: readonly GraphInput[];
  /** Writes to `draft`, which then becomes `path`. */
  readonly command: (draft: string) => readonly string[];
}

/** In this order, the sound itself last; where it has few clips, that alone. */
export function soundSteps(
  { plan, mediaFiles }: Pick<PlannedJob, 'plan' | 'mediaFiles'>,
  workspace: Pick<Workspace, 'sound' | 'soundBlock'>,
  limits: CommandLimits,
): readonly SoundStep[] {
  const split = splitSound(plan);
  const blocks = split.blocks.map((block, index) => ({
    path: workspace.soundBlock(index),
    inputs: blockGraph(plan, block.spans).inputs,
    command: (draft: string) => blockCommand(plan, block, { media: mediaFiles, output: draft }, limits),
  }));
  const media = [...mediaFiles, ...blocks.map(({ path }) => path)];
  const whole = {
    path: workspace.sound,
    inputs: audioGraph(split.plan).inputs,
    command: (draft: string) => audioCommand(split.plan, { media, output: draft }, limits),
  };
  return [...blocks, whole];
}
