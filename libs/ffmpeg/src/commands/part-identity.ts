import type { RenderPlan, Segment } from '#lib/render-plan';
import { LOUDNESS_RULES } from '../sound/gain.js';
import { audioCommand, levelCommand, mixCommand } from './audio-command.js';
import { blockCommand } from './block-command.js';
import { renditionsCommand } from './segment-command.js';
import { splitSound } from './sound-blocks.js';

/**
 * Everything the bytes of a part depend on, as readable JSON: the very command that would make it, with files named by the
 * checksum of their content, and the encoder that would run it. Whatever changes the command (an edit, another
 * preset, a newer Cutroom) changes the identity by itself; where the part lies in the whole does not.
 */
export interface PartIdentity {
  /** ffmpeg's version with its build, since another encoder makes other bytes. */
  readonly encoder: string;
  readonly command: readonly string[];
}

const checksums = ({ media, pictures }: RenderPlan) => ({
  media: media.map(({ checksum }) => checksum),
  pictures: pictures.map(({ checksum }) => checksum),
});

/** Of a segment in one of `plan.sizes`. */
export const segmentIdentity = (plan: RenderPlan, segment: Segment, encoder: string, rendition = 0): PartIdentity => ({
  encoder,
  command: renditionsCommand(plan, segment, { ...checksums(plan), outputs: [{ rendition, path: 'segment' }] }),
});

/** The commands of its blocks, where it has any, and of the whole. */
export const soundIdentity = (plan: RenderPlan, encoder: string): PartIdentity => {
  const split = splitSound(plan);
  const { media } = checksums(plan);
  return {
    encoder,
    command: [
      ...split.blocks.flatMap((block) => blockCommand(plan, block, { media, output: 'block' })),
      ...wholeSound(split.plan),
    ],
  };
};

const wholeSound = (plan: RenderPlan): readonly string[] => {
  const { loudness } = plan.audio;
  const { media } = checksums(plan);
  if (loudness === null) return audioCommand(plan, { media, output: 'sound' });
  return [
    ...mixCommand(plan, { media, output: 'mix' }),
    // The gain follows from the mix, the target and the rules: known only later, but nothing that could differ.
    ...levelCommand(plan, { mix: 'mix', output: 'sound' }, 0),
    ...['loudness', String(loudness), String(LOUDNESS_RULES)],
  ];
};
