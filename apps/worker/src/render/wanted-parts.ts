import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type RunSound, segmentCommand, segmentIdentity, soundIdentity } from '#lib/ffmpeg';
import { type GraphInput, segmentGraph } from '#lib/filter-graph';
import type { Segment } from '#lib/render-plan';
import { partKey } from '../parts/part-store.js';
import type { RenderContext } from './context.js';
import type { Damage } from './damage.js';
import type { FrameCount } from './frame-count.js';
import { soundSteps } from './sound-steps.js';
import type { PlannedJob } from './steps/plan.js';
import { runCounted } from './steps/run-counted.js';
import type { RenderTools } from './tools.js';

/** A part of the output: what it is called by what it is made of, where it goes, and how to make it. */
export interface WantedPart {
  readonly key: string;
  readonly path: string;
  /** @returns whether it is whole, made of sources without damage */
  make(signal: AbortSignal): Promise<boolean>;
  /** Call when its file is there, made or fetched. */
  onReady(): void;
}

export interface WantedParts {
  /** Each different part once; the sound first, since it runs beside everything else. */
  readonly all: readonly WantedPart[];
  /** In the plan's order; the same part may stand in it more than once. */
  readonly segments: readonly WantedPart[];
  readonly sound: WantedPart;
}

/** Writes a part to `draft`. */
type Write = (draft: string) => ReturnType<typeof runCounted>;

export function wantedParts(
  context: RenderContext,
  tools: RenderTools,
  job: PlannedJob,
  { frames, damage }: { readonly frames: FrameCount; readonly damage: Damage },
): WantedParts {
  const { plan, mediaFiles, pictureFiles } = job;
  const { workspace } = context;
  const encoder = tools.capabilities.ffmpegVersion;

  /** A part is written where ffmpeg may write, and out of its reach once it is finished. */
  const makeAt = async (path: string, inputs: readonly GraphInput[], write: Write): Promise<boolean> => {
    const draft = join(workspace.workDir, basename(path));
    const { decodeErrors } = await damage.naming(inputs, () => write(draft));
    await rename(draft, path);
    return !damage.note(inputs, decodeErrors);
  };
  const segmentPart = (segment: Segment): WantedPart => {
    const path = workspace.segment(segment.index);
    const onFrames = (done: number): void => frames.set(segment.index, done);
    const make = (signal: AbortSignal): Promise<boolean> =>
      makeAt(path, segmentGraph(plan, segment).inputs, (output) => {
        const files = { media: mediaFiles, pictures: pictureFiles, output };
        const command = segmentCommand(plan, segment, files, tools.limits);
        return tools.encodeSlots.run(signal, () =>
          runCounted(context, tools, command, signal, { onFrames, expectedFrames: segment.frames }),
        );
      });
    const key = partKey(segmentIdentity(plan, segment, encoder));
    return { key, path, make, onReady: () => frames.set(segment.index, segment.frames) };
  };
  const sound: WantedPart = {
    key: partKey(soundIdentity(plan, encoder)),
    path: workspace.sound,
    make: async (signal) => {
      let whole = true;
      const run: RunSound = (command, onLog) =>
        runCounted(context, tools, command, signal, onLog === undefined ? {} : { onLog });
      for (const { path, inputs, write } of soundSteps(job, workspace, tools.limits)) {
        whole = (await makeAt(path, inputs, (draft) => write(draft, run))) && whole;
      }
      return whole;
    },
    onReady: () => undefined,
  };

  const different = new Map<string, WantedPart>([[sound.key, sound]]);
  const segments = plan.segments.map((segment) => {
    const part = segmentPart(segment);
    const twin = different.get(part.key);
    if (twin === undefined) different.set(part.key, part);
    else frames.alsoCounts(segment.index, segment.frames);
    return twin ?? part;
  });
  return { all: [...different.values()], segments, sound };
}
