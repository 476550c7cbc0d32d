import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { renditionsCommand } from '#lib/ffmpeg';
import type { Completion, RenderResult } from '#lib/persistence';
import { frameSegment } from '#lib/render-plan';
import { thumbnailKey } from '#lib/storage';
import { describeResult } from './accounts/describe-result.js';
import type { RenderContext } from './context.js';
import type { PlannedJob } from './steps/plan.js';
import { runCounted } from './steps/run-counted.js';
import { chooseStill } from './steps/thumbnail.js';
import type { RenderTools } from './tools.js';

/** The end of a render that is asked for its thumbnail alone: of the film only the frames that are looked at are made. */
export async function takeStill(context: RenderContext, tools: RenderTools, job: PlannedJob): Promise<Completion> {
  const { clock, workspace, compositionId, attempt, progress, signal } = context;
  const { plan, mediaFiles: media } = job;
  const made: number[] = [];
  const picture = await clock.time('thumbnail', () =>
    chooseStill(context, tools, plan, async (frame) => {
      progress.report('encoding', made.push(frame) / (made.length + 1), 'Looking for a picture');
      const path = join(workspace.workDir, `frame-${frame}`);
      const outputs = [{ rendition: 0, path }];
      const command = renditionsCommand(
        plan,
        frameSegment(plan, frame),
        { media, pictures: [], outputs },
        tools.limits,
      );
      await runCounted(context, tools, command, signal, { expectedFrames: 1 });
      return { video: path, frame: 0, from: null, choose: 'exact' };
    }),
  );
  const ref = { bucket: tools.settings.bucket, key: thumbnailKey(compositionId, attempt) };
  const contentType = 'image/jpeg';
  await clock.time('publish', () => tools.store.putFile(ref, picture, { contentType, signal }));
  const duration = (plan.frames * plan.fps.den) / plan.fps.num;
  const { size: sizeBytes } = await stat(picture);
  const result: RenderResult = { ...ref, contentType, sizeBytes, duration, frames: plan.frames, thumbnail: ref };
  // What it took is told as what it was, so that no estimate is led astray.
  const looked = { ...plan, frames: made.length, segments: made.map((frame) => frameSegment(plan, frame)) };
  const counts = { count: made.length, reused: 0, rendered: made.length };
  return describeResult(context, tools, {
    plan: looked,
    cuts: null,
    encoded: { counts, warnings: [] },
    files: [],
    result,
  });
}
