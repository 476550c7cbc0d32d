import { audioCommand, segmentCommand } from '#lib/ffmpeg';
import type { Segment } from '#lib/render-plan';
import { allOrStop } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { FrameCount } from '../frame-count.js';
import type { RenderTools } from '../tools.js';
import type { PlannedJob } from './plan.js';
import { runCounted } from './run-counted.js';

/** Files of the encoded parts, segments in order. */
export interface EncodedParts {
  readonly segments: readonly string[];
  readonly sound: string;
}

/** Picture and sound side by side: every segment as soon as a slot is free, the sound beside them. */
export async function encode(context: RenderContext, tools: RenderTools, job: PlannedJob): Promise<EncodedParts> {
  const { plan } = job;
  const { workspace, progress } = context;
  const frames = new FrameCount(plan.frames, (done) =>
    progress.report('encoding', done / plan.frames, `Encoded ${done} of ${plan.frames} frames`),
  );
  const files = { media: job.mediaFiles, pictures: job.pictureFiles };

  const encodeSegment = async (segment: Segment, signal: AbortSignal): Promise<string> => {
    const output = workspace.segment(segment.index);
    const command = segmentCommand(plan, segment, { ...files, output }, tools.limits);
    await runCounted(context, tools, command, signal, (done) => frames.set(segment.index, done));
    frames.set(segment.index, segment.frames);
    return output;
  };
  const encodeSound = async (signal: AbortSignal): Promise<string> => {
    const command = audioCommand(plan, { media: job.mediaFiles, output: workspace.sound }, tools.limits);
    await runCounted(context, tools, command, signal);
    return workspace.sound;
  };

  const [sound, ...segments] = await allOrStop(context.signal, [
    encodeSound,
    ...plan.segments.map(
      (segment) => (signal: AbortSignal) => tools.encodeSlots.run(signal, () => encodeSegment(segment, signal)),
    ),
  ]);
  if (sound === undefined) throw new Error('The sound was not encoded.');
  return { segments, sound };
}
