import { blockCommand, type CommandLimits, makeSound, type RunSound, splitSound } from '#lib/ffmpeg';
import { audioGraph, blockGraph, type GraphInput } from '#lib/filter-graph';
import type { Workspace } from '../../workspace/workspace.js';
import type { PlannedJob } from '../steps/plan.js';

/** One file on the way to the sound. */
export interface SoundStep {
  readonly path: string;
  readonly inputs: readonly GraphInput[];
  /** Writes to `draft`, which then becomes `path`. */
  readonly write: (draft: string, run: RunSound) => ReturnType<RunSound>;
}

/** In this order, the sound itself last; where it has few clips, that alone. */
export function soundSteps(
  { plan, mediaFiles }: Pick<PlannedJob, 'plan' | 'mediaFiles'>,
  workspace: Pick<Workspace, 'sound' | 'soundBlock'>,
  limits: CommandLimits,
): readonly SoundStep[] {
  const split = splitSound(plan);
  const blocks = split.blocks.map(
    (block, index): SoundStep => ({
      path: workspace.soundBlock(index),
      inputs: blockGraph(plan, block.spans).inputs,
      write: (draft, run) => run(blockCommand(plan, block, { media: mediaFiles, output: draft }, limits)),
    }),
  );
  const media = [...mediaFiles, ...blocks.map(({ path }) => path)];
  const whole: SoundStep = {
    path: workspace.sound,
    inputs: audioGraph(split.plan).inputs,
    write: (draft, run) => makeSound(split.plan, { media, output: draft }, run, limits),
  };
  return [...blocks, whole];
}
