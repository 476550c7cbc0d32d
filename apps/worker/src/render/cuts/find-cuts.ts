import { CutroomError } from '#lib/contracts';
import {
  type CodedVideo,
  type CutPlan,
  copyableClips,
  planCuts,
  type RenderPlan,
  type ShownClip,
  windowOf,
} from '#lib/render-plan';
import { equals, rational } from '#lib/timeline';
import { allOrStop } from '../all-or-stop.js';
import type { RenderContext } from '../context.js';
import { Slots } from '../slots.js';
import type { PlannedJob } from '../steps/plan.js';
import type { RenderTools } from '../tools.js';

/** Reading packets waits for the disk as much as for a core. */
const SIDE_BY_SIDE = 3;

const squarePixels = ({ media }: RenderPlan): boolean =>
  media.every(({ info: { video } }) => video === null || equals(video.sar, rational(1)));

/**
 * How the picture can be made of copies; null where that was not asked for, or the sources do not allow it, or what they allow takes
 * too long to find out.
 */
export async function findCuts(
  context: Pick<RenderContext, 'timeline' | 'signal'>,
  tools: {
    readonly ffmpeg: Pick<RenderTools['ffmpeg'], 'codedVideo'>;
    readonly limits: Pick<RenderTools['limits'], 'maxPixels'>;
  },
  { plan, mediaFiles }: Pick<PlannedJob, 'plan' | 'mediaFiles'>,
): Promise<CutPlan | null> {
  // An H.264 film in MP4, and that alone, is what pieces are joined into.
  const { copy, format, codec, renditions } = context.timeline.output;
  if (copy === 'none' || format !== 'mp4' || codec !== 'h264' || renditions.length > 0) return null;
  const clips = copyableClips(plan);
  if (clips === null || (copy === 'square' && !squarePixels(plan))) return null;
  const slots = new Slots(SIDE_BY_SIDE);
  const read = (clip: ShownClip, signal: AbortSignal): Promise<CodedVideo> => {
    const video = plan.media[clip.media]?.info.video ?? null;
    if (video === null) throw new RangeError('A clip without a picture was shown.');
    const stretch = { stream: video.stream, window: windowOf(clip, plan.fps), videoStart: video.start };
    return tools.ffmpeg.codedVideo(mediaFiles[clip.media] ?? '', stretch, {
      signal,
      maxPixels: tools.limits.maxPixels,
    });
  };
  try {
    const coded = await allOrStop(
      context.signal,
      clips.map((clip) => (signal) => slots.run(signal, () => read(clip, signal))),
    );
    return planCuts(plan, coded);
  } catch (error) {
    // What cannot be copied may still be decoded; if not, that says so with the clip's pointer.
    if (error instanceof CutroomError && !error.transient && !context.signal.aborted) return null;
    throw error;
  }
}
