import { rm, writeFile } from 'node:fs/promises';
import { audioGraph } from '#lib/filter-graph';
import type { RenderPlan } from '#lib/render-plan';
import { fileUrl, GLOBAL_ARGS, inputGuards, REPRODUCIBLE_ARGS } from '../commands/arguments.js';
import { type CommandLimits, DEFAULT_LIMITS } from '../commands/files.js';
import { SOUND_ENCODERS } from '../encoders/sound-encoders.js';

/** 1024 samples of stereo silence: what ffmpeg's encoder makes of them, packet after packet. */
const SILENT_PACKET = [0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c];
/** ADTS, ISO/IEC 14496-3, 1.A.3: AAC-LC, 48 kHz, two channels, no checksum, 13 bytes in all. */
const ADTS_HEADER = [0xff, 0xf1, 0x4c, 0x80, 0x01, 0xbf, 0xfc];

/** Whether nothing is ever heard, in a format whose silence need not be encoded. */
export const isSilentAac = (plan: RenderPlan): boolean =>
  plan.encoder.sound?.codec === 'aac' && audioGraph(plan).inputs.length === 0;

/** Writes to `output` what the encoder would, a hundred times as fast. @param run as of `makeSound` */
export async function writeSilence<T>(
  samples: number,
  output: string,
  run: (args: readonly string[]) => Promise<T>,
  { maxOutputBytes }: CommandLimits = DEFAULT_LIMITS,
): Promise<T> {
  const { frame, container } = SOUND_ENCODERS.aac;
  const packets = Math.ceil(samples / frame) + 1;
  const last = samples - (packets - 2) * frame;
  const raw = `${output}.silence`;
  try {
    await writeFile(raw, Buffer.alloc(packets * 13, Buffer.from([...ADTS_HEADER, ...SILENT_PACKET])));
    // The first packet is what an encoder puts before the sound, and not heard; the last is heard as far as there is sound.
    const times = `setts=ts=(N-1)*${frame}:duration=if(eq(N\\,${packets - 1})\\,${last}\\,${frame})`;
    return await run([
      ...GLOBAL_ARGS,
      ...[...inputGuards('aac'), '-f', 'aac', '-i', fileUrl(raw), '-map', '0:a:0', '-c:a', 'copy'],
      ...['-bsf:a', times, ...REPRODUCIBLE_ARGS],
      ...['-fs', String(maxOutputBytes), ...container, fileUrl(output)],
    ]);
  } finally {
    await rm(raw, { force: true });
  }
}
