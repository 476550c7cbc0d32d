import type { FilterNode, GraphNode, Pad } from '../nodes/node.js';

/**
 * ffmpeg lets a pad be read once. Wherever a graph reads one more often, this pass puts a `split`
 * (`asplit`) behind it; graphs are built without thinking of it.
 */
export const insertSplits = (sinks: readonly Pad[]): readonly Pad[] => {
  const readers = countReaders(sinks);
  const nodes = new Map<GraphNode, GraphNode>();
  const splits = new Map<string, FilterNode>();
  const taken = new Map<string, number>();
  const ids = new Map<GraphNode, number>();
  const key = (pad: Pad): string => padKey(ids, pad);

  const rebuilt = (node: GraphNode): GraphNode => {
    const known = nodes.get(node);
    if (known) return known;
    const fresh = node.type === 'input' ? node : { ...node, inputs: node.inputs.map(read) };
    nodes.set(node, fresh);
    return fresh;
  };
  const read = (pad: Pad): Pad => {
    const count = readers(pad);
    const straight: Pad = { ...pad, node: rebuilt(pad.node) };
    if (count < 2) return straight;
    const name = pad.kind === 'video' ? 'split' : 'asplit';
    const split = splits.get(key(pad)) ?? { type: 'filter', name, args: { outputs: count }, inputs: [straight] };
    splits.set(key(pad), split);
    const output = taken.get(key(pad)) ?? 0;
    taken.set(key(pad), output + 1);
    return { ...pad, node: split, output };
  };
  return sinks.map(read);
};

/** Pads are equal when they are the same output of the same node, whatever object says so. */
const padKey = (ids: Map<GraphNode, number>, pad: Pad): string => {
  const id = ids.get(pad.node) ?? ids.size;
  ids.set(pad.node, id);
  return `${id}:${pad.output}`;
};

const countReaders = (sinks: readonly Pad[]): ((pad: Pad) => number) => {
  const ids = new Map<GraphNode, number>();
  const counts = new Map<string, number>();
  const seen = new Set<GraphNode>();
  const visit = (pad: Pad): void => {
    const key = padKey(ids, pad);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (seen.has(pad.node)) return;
    seen.add(pad.node);
    if (pad.node.type === 'filter') pad.node.inputs.forEach(visit);
  };
  sinks.forEach(visit);
  return (pad) => counts.get(padKey(ids, pad)) ?? 0;
};
