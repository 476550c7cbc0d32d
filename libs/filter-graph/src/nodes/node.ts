import type { Rational } from '#lib/timeline';

export type PadKind = 'video' | 'audio';

/** Written in the order given; a rational as `num/den`. Names only: positional arguments hide mistakes. */
export type FilterArgs = Readonly<Record<string, string | number | Rational>>;

export type GraphNode = InputNode | FilterNode;

/** One stream of one of the command's inputs. */
export interface InputNode {
  readonly type: 'input';
  /** Place in `CompiledGraph.inputs`. */
  readonly input: number;
  /** Absolute stream index in that file. */
  readonly stream: number;
}

export interface FilterNode {
  readonly type: 'filter';
  readonly name: string;
  readonly args: FilterArgs;
  readonly inputs: readonly Pad[];
}

/** An output of a node. Its kind is part of its type, so sound cannot be plugged into picture. */
interface PadOf<K extends PadKind> {
  readonly kind: K;
  readonly node: GraphNode;
  /** Which of the node's outputs. */
  readonly output: number;
}
export type VideoPad = PadOf<'video'>;
export type AudioPad = PadOf<'audio'>;
export type Pad = VideoPad | AudioPad;
