import type { Problem } from '#lib/contracts';
import { DEFAULTS } from './defaults.js';
import { isBeyond1440p, outputSize } from './output-size.js';
import type { OutputRequest } from './request.js';

export interface OutputRules {
  /** Whether this service makes results in 4K. */
  readonly allows4k: boolean;
}

/** What is wrong with an output whose fields are each right by themselves. */
export const outputProblems = (output: OutputRequest, rules: OutputRules): readonly Problem[] => [
  ...sizeProblems(output, rules),
];

const sizeProblems = (output: OutputRequest, { allows4k }: OutputRules): readonly Problem[] => {
  const { resolution = DEFAULTS.output.resolution, aspect_ratio } = output;
  const problems: Problem[] = [];
  if (typeof resolution === 'object' && aspect_ratio !== undefined)
    problems.push({ pointer: '/output/aspect_ratio', message: 'Give width and height, or aspect_ratio, not both.' });
  if (!allows4k && isBeyond1440p(outputSize(resolution, aspect_ratio ?? DEFAULTS.output.aspectRatio)))
    problems.push({ pointer: '/output/resolution', message: 'This service makes nothing larger than 1440p.' });
  return problems;
};
