import type { AudioPad, FilterArgs, GraphNode, VideoPad } from './node.js';

const node = (name: string, args: FilterArgs, inputs: readonly (VideoPad | AudioPad)[]): GraphNode => ({
  type: 'filter',
  name,
  args,
  inputs,
});
const videoOf = (from: GraphNode): VideoPad => ({ kind: 'video', node: from, output: 0 });
const audioOf = (from: GraphNode): AudioPad => ({ kind: 'audio', node: from, output: 0 });

export const videoInput = (input: number, stream: number): VideoPad => videoOf({ type: 'input', input, stream });
export const audioInput = (input: number, stream: number): AudioPad => audioOf({ type: 'input', input, stream });

/** A filter from pictures to one picture; without inputs it is a source. */
export const video = (name: string, args: FilterArgs, ...inputs: readonly VideoPad[]): VideoPad =>
  videoOf(node(name, args, inputs));

/** A filter from sounds to one sound; without inputs it is a source. */
export const audio = (name: string, args: FilterArgs, ...inputs: readonly AudioPad[]): AudioPad =>
  audioOf(node(name, args, inputs));

/** One picture after the other; one alone is left as it is. Size, SAR and pixel format must be equal. */
export const concatVideo = (parts: readonly [VideoPad, ...VideoPad[]]): VideoPad =>
  parts.length === 1 ? parts[0] : video('concat', { n: parts.length, v: 1, a: 0 }, ...parts);

/** One sound after the other; one alone is left as it is. */
export const concatAudio = (parts: readonly [AudioPad, ...AudioPad[]]): AudioPad =>
  parts.length === 1 ? parts[0] : audio('concat', { n: parts.length, v: 0, a: 1 }, ...parts);
