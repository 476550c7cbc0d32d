import type { AudioSpan, MediaInfo, PlanMedia, RenderPlan } from '#lib/render-plan';
import { SAMPLE_RATE } from '#lib/render-plan';
import { rational, ZERO } from '#lib/timeline';

/**
 * Sounds that one process opens at once. Each keeps a demuxer, a decoder and a resampler: 2 MB with AAC, and a long
 * source's index on top (measured: 200 clips 440–485 MB, 32 clips 125 MB).
 */
export const SOUNDS_AT_ONCE = 32;

/** A stretch of one lane that is made by a process of its own first. */
export interface SoundBlock {
  readonly spans: readonly AudioSpan[];
  readonly samples: number;
}

export interface SplitSound {
  readonly blocks: readonly SoundBlock[];
  /** The plan with each block as a single sound, whose medium stands behind the plan's own, in the order of `blocks`. */
  readonly plan: RenderPlan;
}

/**
 * Plans with many sounds cut into blocks, so that no process holds more than SOUNDS_AT_ONCE of them open, however many clips
 * there are; others as they are, without any. Blocks are cut between clips and kept as samples, so nobody hears them.
 */
export const splitSound = (plan: RenderPlan): SplitSound => {
  const { lanes } = plan.audio;
  if (lanes.flat().filter(isSound).length <= SOUNDS_AT_ONCE) return { blocks: [], plan };
  const blocks: SoundBlock[] = [];
  const asBlock = (spans: readonly AudioSpan[]): AudioSpan => {
    const samples = spans.reduce((sum, span) => sum + span.samples, 0);
    blocks.push({ spans, samples });
    const media = plan.media.length + blocks.length - 1;
    return { kind: 'sound', samples, media, inPoint: ZERO, speed: rational(1), gain: 1, fadeIn: null, fadeOut: null };
  };
  const joined = lanes.map((lane) => inBlocks(lane).map(asBlock));
  const media = [...plan.media, ...blocks.map(blockMedia)];
  return { blocks, plan: { ...plan, media, audio: { ...plan.audio, lanes: joined } } };
};

const isSound = ({ kind }: AudioSpan): boolean => kind === 'sound';

const inBlocks = (lane: readonly AudioSpan[]): readonly (readonly AudioSpan[])[] => {
  const blocks: AudioSpan[][] = [];
  let sounds = SOUNDS_AT_ONCE;
  for (const span of lane) {
    if (isSound(span)) sounds += 1;
    if (sounds > SOUNDS_AT_ONCE || blocks.length === 0) {
      blocks.push([]);
      sounds = isSound(span) ? 1 : 0;
    }
    blocks.at(-1)?.push(span);
  }
  return blocks;
};

/** What `blockCommand` writes. */
const blockMedia = ({ samples }: SoundBlock, index: number): PlanMedia => {
  const duration = rational(samples, SAMPLE_RATE);
  const info: MediaInfo = {
    container: 'w64',
    still: false,
    duration,
    seekable: true,
    video: null,
    audio: {
      stream: 0,
      codec: 'pcm_f32le',
      channels: 2,
      layout: 'stereo',
      sampleRate: SAMPLE_RATE,
      start: ZERO,
      duration,
    },
    sizeBytes: samples * 8,
  };
  return { checksum: `block-${index}`, info };
};
