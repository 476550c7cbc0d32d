import type { RenderPlan, Segment } from '#lib/render-plan';
import { audioCommand } from './audio-command.js';
import { segmentCommand } from './segment-command.js';

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

export const segmentIdentity = (plan: RenderPlan, segment: Segment, encoder: string): PartIdentity => ({
  encoder,
  command: segmentCommand(plan, segment, { ...checksums(plan), output: 'segment' }),
});

export const soundIdentity = (plan: RenderPlan, encoder: string): PartIdentity => ({
  encoder,
  command: audioCommand(plan, { media: checksums(plan).media, output: 'sound' }),
});
