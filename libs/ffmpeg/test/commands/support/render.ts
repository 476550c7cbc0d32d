import { readFile, rm } from 'node:fs/promises';
import { segmentGraph } from '#lib/filter-graph';
import type { RenderPlan, Segment } from '#lib/render-plan';
import { DEFAULT_LIMITS } from '../../../src/commands/files.js';
import type { InputFiles } from '../../../src/commands/graph-inputs.js';
import { pictureArgs } from '../../../src/commands/segment-command.js';
import { ffmpeg } from './run.js';

let count = 0;

/** What the segment's graph gives, before any encoder. */
const graphOutput = async (
  plan: RenderPlan,
  segment: Segment,
  files: InputFiles & { readonly directory: string },
  output: readonly string[],
): Promise<Buffer> => {
  const path = `${files.directory}.${count++}`;
  const args = pictureArgs(segmentGraph(plan, segment), files, segment.threads, DEFAULT_LIMITS);
  await ffmpeg([...args, '-fps_mode', 'passthrough', ...output, `file:${path}`]);
  const bytes = await readFile(path);
  await rm(path);
  return bytes;
};

export type RenderFiles = Parameters<typeof graphOutput>[2];

/** Raw yuv420p pictures of every frame of the plan, segment after segment. */
export const rawFrames = async (plan: RenderPlan, files: RenderFiles): Promise<Buffer> => {
  const parts = plan.segments.map((segment) => graphOutput(plan, segment, files, ['-f', 'rawvideo']));
  return Buffer.concat(await Promise.all(parts));
};

/** A checksum per frame of the plan, segment after segment. */
export const frameSums = async (plan: RenderPlan, files: RenderFiles): Promise<readonly string[]> => {
  const parts = await Promise.all(
    plan.segments.map((segment) => graphOutput(plan, segment, files, ['-f', 'framemd5'])),
  );
  return parts.flatMap((part) => {
    const lines = part
      .toString()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    return lines.map((line) => line.split(',').at(-1)?.trim() ?? '');
  });
};
