import { rm } from 'node:fs/promises';
import type { RenderPlan } from '#lib/render-plan';
import { audioCommand, levelCommand, mixCommand } from '../commands/audio-command.js';
import type { CommandFiles, CommandLimits } from '../commands/files.js';
import type { RunResult } from '../process/index.js';
import { firstGain, nextGain } from './gain.js';
import { LoudnessReader } from './loudness-reader.js';

/** Runs one ffmpeg; `onLog` hears every line of its log. */
export type RunSound = (args: readonly string[], onLog?: (line: string) => void) => Promise<RunResult>;

/** Where the limiter is at work, each pass comes closer; the fourth is good enough for anything but a prank. */
const MAX_LEVELLING_PASSES = 4;

/**
 * Makes the whole sound at `files.output`, in one pass, or in two and more where the plan has a loudness target. The mix
 * between them lies beside the output and is removed. @returns the run that read the sources; throws what `run` throws.
 */
export async function makeSound(
  plan: RenderPlan,
  files: CommandFiles,
  run: RunSound,
  limits?: CommandLimits,
): Promise<RunResult> {
  const { loudness } = plan.audio;
  if (loudness === null) return run(audioCommand(plan, files, limits));
  const mix = `${files.output}.mix`;
  try {
    const first = new LoudnessReader();
    const mixed = await run(mixCommand(plan, { media: files.media, output: mix }, limits), first.line);
    let gain: number | null = firstGain(loudness, first.lufs);
    for (let pass = 0; pass < MAX_LEVELLING_PASSES && gain !== null; pass += 1) {
      const reader = new LoudnessReader();
      await run(levelCommand(plan, { mix, output: files.output }, gain, limits), reader.line);
      gain = nextGain(loudness, reader.lufs, gain);
    }
    return mixed;
  } finally {
    await rm(mix, { force: true });
  }
}
