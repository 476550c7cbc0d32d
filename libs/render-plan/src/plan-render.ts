import { CutroomError, type Problem } from '#lib/contracts';
import { checkTimeline, rangeProblems, type Timeline } from '#lib/timeline';
import { type Encoders, encoderProblems, encoderSettings } from './encoder-settings.js';
import { filmProblems } from './layers/films.js';
import type { LayerArt } from './layers/layer-art.js';
import { layerRefusals, placeLayers } from './layers/layers.js';
import { pictureTable } from './layers/picture-table.js';
import { type MediaTable, mediaTable } from './media-table.js';
import type { Canvas, EncodedSize, PlanMedia, RenderPlan } from './plan.js';
import { encoderThreads, type ThreadOptions } from './segments/encoder-threads.js';
import { cutSegments } from './segments/segments.js';
import { spanMaker } from './segments/spans.js';
import { planAudio } from './sound/audio.js';
import { inSourceSize } from './source-size.js';
import { endedArrangement } from './track/ends.js';
import { resolveClips } from './track/resolve.js';
import { sequenceProblems } from './track/sequence.js';
import { flattenTrack } from './track/track.js';

/** What was found out about everything the timeline names. */
export interface RenderFacts {
  /** By URL, for every clip, music, voice and film that lies over them. */
  readonly media: ReadonlyMap<string, PlanMedia>;
  /** One per `timeline.layers`, in the same order. */
  readonly layers: readonly LayerArt[];
}

export interface PlanOptions extends ThreadOptions {
  /** Length of the grid long clips are cut on, in frames, ≥ 1; about five seconds. */
  readonly segmentFrames: number;
  readonly maxSeconds: number;
  /** What encodes each codec of pictures here. */
  readonly encoders: Encoders;
  /** xfade names of the ffmpeg that will render. */
  readonly transitions: ReadonlySet<string>;
  /** Families of fonts that can be drawn with; null where they are not known. */
  readonly fonts: ReadonlySet<string> | null;
}

/**
 * Resolves a timeline against its probed media. Pure: the same input gives the same plan. Throws CutroomError with all
 * problems and their pointers: INVALID_CLIP_FORMAT where a source cannot be used, else INVALID_TIMELINE; ASSET_NOT_FOUND
 * where `facts` lack a source.
 */
export const planRender = (asked: Timeline, facts: RenderFacts, options: PlanOptions): RenderPlan => {
  const timeline = inSourceSize(asked, facts.media);
  const { width, height, fps, renditions } = timeline.output;
  const absurd = rangeProblems(timeline);
  if (absurd.length > 0) throw refusal([], absurd);
  const canvas: Canvas = { width, height, background: timeline.background };
  const media = mediaTable(timeline, facts.media);
  const { clips, lengths, unusable, misfits } = resolveClips(timeline, media);
  const films = filmProblems(timeline, media);
  const checked = checkTimeline(timeline, options, lengths);
  const arrangement = endedArrangement(timeline, checked.arrangement, media);
  const problems = [
    ...checked.problems,
    ...encoderProblems(timeline.output, options.encoders),
    ...(films.unusable.length + films.misfits.length > 0 ? [] : layerRefusals({ timeline, arts: facts.layers, media })),
  ];
  const silent = [...silentSounds(timeline, media), ...sequenceProblems(timeline, media)];
  const bad = [...unusable, ...silent, ...films.unusable];
  const others = [...misfits, ...films.misfits, ...problems];
  if (arrangement === null || bad.length + others.length > 0) throw refusal(bad, others);
  const stretches = flattenTrack(arrangement);
  const makeSpan = spanMaker(clips, arrangement);
  const pictures = pictureTable(facts.layers);
  const layers = placeLayers({ timeline, arts: facts.layers, pictures, media, frames: arrangement.frames });
  const encoder = encoderSettings(timeline.output, options.encoders);
  const cut =
    encoder.picture === null
      ? []
      : cutSegments({ stretches, arrangement, makeSpan, layers, media: media.all }, options.segmentFrames);
  return {
    version: 1,
    canvas,
    fps,
    frames: arrangement.frames,
    media: media.all,
    pictures: pictures.all,
    sizes: encoder.picture === null ? [] : [timeline.output, ...renditions].map(encodedSize),
    segments: cut.map((one) => ({ ...one, threads: encoderThreads(one.index, cut.length, options) })),
    audio: planAudio({ timeline, clips, stretches, arrangement, media }),
    encoder,
  };
};

const encodedSize = ({ width, height, crf }: EncodedSize): EncodedSize => ({ width, height, crf });

const silentSounds = ({ clips, audio }: Timeline, media: MediaTable): readonly Problem[] =>
  [...clips.map(({ sound }) => sound), audio.music, audio.voice, ...audio.sequence].flatMap((bed) =>
    bed === null || media.find(bed.url, bed.pointer).info.audio !== null
      ? []
      : [{ pointer: bed.pointer, message: 'This file has no sound.' }],
  );

const refusal = (unusable: readonly Problem[], others: readonly Problem[]): CutroomError => {
  const errors = [...unusable, ...others];
  const [first] = errors;
  const message =
    errors.length === 1 && first !== undefined ? first.message : `The timeline has ${errors.length} problems.`;
  return new CutroomError(unusable.length > 0 ? 'INVALID_CLIP_FORMAT' : 'INVALID_TIMELINE', message, {
    details: { errors },
  });
};
