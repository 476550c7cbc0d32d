import type { FilterNode, GraphNode, Pad } from '../nodes/node.js';

/** A filter with the labels of what it reads and writes. */
export interface LabelledStep {
  readonly node: FilterNode;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * Orders the filters so that each stands after what it reads, and names their pads: `0:1` for an input's stream,
 * the given names for the sinks, `s0`, `s1`… else. Labels exist only from here on.
 * Expects a graph in which every pad is read once (see `insertSplits`), and sinks that are filters.
 */
export const label = (sinks: readonly { readonly name: string; readonly pad: Pad }[]): readonly LabelledStep[] => {
  const names = new Map<GraphNode, Map<number, string>>();
  const order: FilterNode[] = [];
  const nameOf = (pad: Pad): string => {
    const outputs = names.get(pad.node) ?? new Map<number, string>();
    names.set(pad.node, outputs);
    const name = outputs.get(pad.output) ?? freshName(pad.node);
    outputs.set(pad.output, name);
    return name;
  };
  let next = 0;
  const freshName = (node: GraphNode): string =>
    node.type === 'input' ? `${node.input}:${node.stream}` : `s${next++}`;

  const seen = new Set<GraphNode>();
  const visit = (node: GraphNode): void => {
    if (node.type === 'input' || seen.has(node)) return;
    seen.add(node);
    for (const pad of node.inputs) visit(pad.node);
    order.push(node);
  };
  for (const { name, pad } of sinks) names.set(pad.node, new Map(names.get(pad.node)).set(pad.output, name));
  for (const { pad } of sinks) visit(pad.node);
  const inputLabels = order.map((node) => node.inputs.map(nameOf));
  return order.map((node, at) => ({ node, inputs: inputLabels[at] ?? [], outputs: outputLabels(names.get(node)) }));
};

const outputLabels = (outputs: ReadonlyMap<number, string> | undefined): readonly string[] =>
  [...(outputs ?? [])].sort(([a], [b]) => a - b).map(([, name]) => name);
