import { rm } from 'node:fs/promises';
import type { RenderPlan } from '#lib/render-plan';
import { audioCommand, levelCommand, mixCommand } from '../commands/audio-command.js';
import type { CommandFiles, CommandLimits } from '../commands/files.js';
import type { RunResult } from '../process/index.js';
import { nextGain, type Trial } from './gain.js';
import { LoudnessReader } from './loudness-reader.js';
import { isSilentAac, writeSilence } from './silence.js';

/** Runs one ffmpeg; `onLog` hears every line of its log. */
export type RunSound = (args: readonly string[], onLog?: (line: string) => void) => Promise<RunResult>;

/** One is enough where no peak is limited; where many are, each comes closer, and the fifth is as near as it gets. */
const MAX_LEVELLING_PASSES = 5;

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
  if (isSilentAac(plan)) return writeSilence(plan.audio.samples, files.output, run, limits);
  if (loudness === null) return run(audioCommand(plan, files, limits));
  const mix = `${files.output}.mix`;
  try {
    const asItComes = new LoudnessReader();
    const mixed = await run(mixCommand(plan, { media: files.media, output: mix }, limits), asItComes.line);
    const trials: Trial[] = [{ gainDb: 0, lufs: asItComes.lufs }];
    let gainDb = nextGain(loudness, trials) ?? 0;
    for (let pass = 0; pass < MAX_LEVELLING_PASSES; pass += 1) {
      const levelled = new LoudnessReader();
      await run(levelCommand(plan, { mix, output: files.output }, gainDb, limits), levelled.line);
      trials.push({ gainDb, lufs: levelled.lufs });
      const better = nextGain(loudness, trials);
      if (better === null) break;
      gainDb = better;
    }
    return mixed;
  } finally {
    await rm(mix, { force: true });
  }
}
