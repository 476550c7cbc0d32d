import type { FilterArgs, FilterNode } from '../nodes/node.js';
import type { LabelledStep } from '../passes/label.js';
import { escapeValue } from './escape.js';

/** Chains joined by `;` and newlines: a graph is read by people in golden files, ffmpeg skips the line ends. */
export const serialize = (steps: readonly LabelledStep[]): string => chains(steps).map(writeChain).join(';\n');

/** Filters that follow each other one to one are written as one chain, without labels between them. */
const chains = (steps: readonly LabelledStep[]): readonly (readonly LabelledStep[])[] => {
  const result: LabelledStep[][] = [];
  for (const step of steps) {
    const open = result.at(-1);
    const last = open?.at(-1);
    const follows = last?.outputs.length === 1 && step.inputs.length === 1 && step.inputs[0] === last.outputs[0];
    if (open && follows) open.push(step);
    else result.push([step]);
  }
  return result;
};

const writeChain = (chain: readonly LabelledStep[]): string => {
  const inputs = chain[0]?.inputs ?? [];
  const outputs = chain.at(-1)?.outputs ?? [];
  return `${inputs.map(bracket).join('')}${chain.map((step) => writeFilter(step.node)).join(',')}${outputs.map(bracket).join('')}`;
};

const bracket = (label: string): string => `[${label}]`;

const writeFilter = ({ name, args }: FilterNode): string => {
  const list = Object.entries(args).map(([key, value]) => `${key}=${escapeValue(valueText(value))}`);
  return list.length === 0 ? name : `${name}=${list.join(':')}`;
};

const valueText = (value: FilterArgs[string]): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return value.den === 1 ? String(value.num) : `${value.num}/${value.den}`;
};
