import { type PlanMedia, type PlanPicture, planRender, type RenderPlan } from '#lib/render-plan';
import { framesIn } from '#lib/timeline';
import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';
import type { FetchedFile } from './fetch.js';
import type { DrawnLayers } from './layers.js';

/** A plan, and where this worker keeps the files it speaks of, in the plan's own order. */
export interface PlannedJob {
  readonly plan: RenderPlan;
  readonly mediaFiles: readonly string[];
  /** Where the request names them first. */
  readonly mediaPointers: readonly string[];
  readonly pictureFiles: readonly string[];
}

/** One that was planned here, from sources that are here. */
export interface PlannedRender extends PlannedJob {
  /** In the plan's order. */
  readonly media: readonly FetchedFile[];
}

export interface PlanInput {
  readonly sources: readonly FetchedFile[];
  readonly media: ReadonlyMap<string, PlanMedia>;
  readonly layers: DrawnLayers;
}

export async function plan(context: RenderContext, tools: RenderTools, input: PlanInput): Promise<PlannedRender> {
  context.progress.report('planning', 0.5, 'Planning the render');
  const { timeline } = context;
  const made = planRender(
    timeline,
    { media: input.media, layers: input.layers.arts },
    {
      ...tools.settings.threads,
      segmentFrames: framesIn(tools.settings.segmentSeconds, timeline.output.fps),
      maxSeconds: timeline.output.maxSeconds ?? tools.settings.maxCompositionSeconds,
      encoders: tools.capabilities.pictures,
      transitions: new Set(tools.capabilities.transitions),
      fonts: tools.fonts.length === 0 ? null : new Set(tools.fonts),
    },
  );
  context.progress.report('planning', 1, `Planned ${made.frames} frames in ${made.segments.length} segments`);
  const media = made.media.map(fileOf(input.sources));
  return {
    plan: made,
    media,
    mediaFiles: media.map(({ path }) => path),
    mediaPointers: media.map(({ pointers }) => pointers[0]),
    pictureFiles: made.pictures.map(pathOf(input.layers)),
  };
}

const fileOf = (sources: readonly FetchedFile[]) => {
  // The same bytes under two addresses are one medium, known by the first.
  const files = new Map([...sources].reverse().map((file) => [file.checksum, file]));
  return ({ checksum }: PlanMedia): FetchedFile => {
    const file = files.get(checksum);
    if (file === undefined) throw new Error(`The plan names media ${checksum}, which was not fetched.`);
    return file;
  };
};

const pathOf =
  ({ files }: DrawnLayers) =>
  ({ checksum }: PlanPicture): string => {
    const path = files.get(checksum);
    if (path === undefined) throw new Error(`The plan names picture ${checksum}, which was not drawn.`);
    return path;
  };
