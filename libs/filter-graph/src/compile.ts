import type { Rational } from '#lib/timeline';
import type { Pad } from './nodes/node.js';
import { label } from './passes/label.js';
import { insertSplits } from './passes/split.js';
import { serialize } from './serialize/serialize.js';

/** A graph as ffmpeg reads it, and the inputs it counts on, in their order. */
export interface CompiledGraph {
  readonly inputs: readonly GraphInput[];
  readonly filterComplex: string;
  /** Labels of the graph's outputs, without brackets. */
  readonly outputs: readonly string[];
}

/** Timestamps are expected as in the file, counted from its start (`-copyts -start_at_zero`), from `seek` on or earlier. */
export type GraphInput =
  | {
      readonly kind: 'media';
      /** Index into `RenderPlan.media`. */
      readonly media: number;
      /** Which of its streams is read; the others need not be demuxed. */
      readonly stream: 'video' | 'audio';
      /** Seconds from the file's start; the demuxer may land earlier but not later. Null: from the start. */
      readonly seek: Rational | null;
      /** ffmpeg's name; null where its own choice is right. */
      readonly decoder: string | null;
      /** Whether samples are kept that the file says are not to be heard: its padding, or what ffmpeg takes for it. */
      readonly whole: boolean;
      /** Pictures as they are stored; else as ffmpeg turns them by the file's display matrix. */
      readonly asStored: boolean;
    }
  /** Index into `RenderPlan.pictures`. */
  | { readonly kind: 'picture'; readonly picture: number };

/** Runs the passes and writes the graph down. The one way from nodes to text. */
export const compile = (
  inputs: readonly GraphInput[],
  sinks: readonly { readonly name: string; readonly pad: Pad }[],
): CompiledGraph => {
  const split = insertSplits(sinks.map(({ pad }) => pad));
  const steps = label(sinks.map(({ name, pad }, at) => ({ name, pad: split[at] ?? pad })));
  return { inputs, filterComplex: serialize(steps), outputs: sinks.map(({ name }) => name) };
};
