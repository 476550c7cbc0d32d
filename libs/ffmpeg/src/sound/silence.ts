import { rm, writeFile } from 'node:fs/promises';
import { audioGraph } from '#lib/filter-graph';
import type { RenderPlan } from '#lib/render-plan';
import { fileUrl, GLOBAL_ARGS, REPRODUCIBLE_ARGS } from '../commands/arguments.js';
import { type CommandLimits, DEFAULT_LIMITS } from '../commands/files.js';
import { silentInput, silentPackets, silentTimes } from '../commands/silence.js';
import { SOUND_ENCODERS } from '../encoders/sound-encoders.js';

/** Whether nothing is ever heard, in a format whose silence need not be encoded. */
export const isSilentAac = (plan: RenderPlan): boolean =>
  plan.encoder.sound?.codec === 'aac' && plan.audio.loudness === null && audioGraph(plan).inputs.length === 0;

/** Writes to `output` what the encoder would, a hundred times as fast. @param run as of `makeSound` */
export async function writeSilence<T>(
  samples: number,
  output: string,
  run: (args: readonly string[]) => Promise<T>,
  { maxOutputBytes }: CommandLimits = DEFAULT_LIMITS,
): Promise<T> {
  const silence = { path: `${output}.silence`, samples };
  try {
    await writeFile(silence.path, silentPackets(samples));
    return await run([
      ...[...GLOBAL_ARGS, ...silentInput(silence), '-map', '0:a:0', '-c:a', 'copy'],
      ...['-bsf:a', silentTimes(silence), ...REPRODUCIBLE_ARGS],
      ...['-fs', String(maxOutputBytes), ...SOUND_ENCODERS.aac.container, fileUrl(output)],
    ]);
  } finally {
    await rm(silence.path, { force: true });
  }
}
