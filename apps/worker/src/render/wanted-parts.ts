import { audioCommand, segmentCommand, segmentIdentity, soundIdentity } from '#lib/ffmpeg';
import type { Segment } from '#lib/render-plan';
import { partKey } from '../parts/part-store.js';
import type { RenderContext } from './context.js';
import type { FrameCount } from './frame-count.js';
import type { PlannedJob } from './steps/plan.js';
import { runCounted } from './steps/run-counted.js';
import type { RenderTools } from './tools.js';

/** A part of the output: what it is called by what it is made of, where it goes, and how to make it. */
export interface WantedPart {
  readonly key: string;
  readonly path: string;
  make(signal: AbortSignal): Promise<void>;
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

export function wantedParts(
  context: RenderContext,
  tools: RenderTools,
  job: PlannedJob,
  frames: FrameCount,
): WantedParts {
  const { plan, mediaFiles, pictureFiles } = job;
  const { workspace } = context;
  const encoder = tools.capabilities.ffmpegVersion;

  const segmentPart = (segment: Segment): WantedPart => {
    const path = workspace.segment(segment.index);
    const files = { media: mediaFiles, pictures: pictureFiles, output: path };
    const make = async (signal: AbortSignal): Promise<void> => {
      const command = segmentCommand(plan, segment, files, tools.limits);
      await tools.encodeSlots.run(signal, () =>
        runCounted(context, tools, command, signal, (done) => frames.set(segment.index, done)),
      );
    };
    const key = partKey(segmentIdentity(plan, segment, encoder));
    return { key, path, make, onReady: () => frames.set(segment.index, segment.frames) };
  };
  const sound: WantedPart = {
    key: partKey(soundIdentity(plan, encoder)),
    path: workspace.sound,
    make: (signal) =>
      runCounted(
        context,
        tools,
        audioCommand(plan, { media: mediaFiles, output: workspace.sound }, tools.limits),
        signal,
      ),
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
