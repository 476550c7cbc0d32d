import { presetLabel, type RenderWork } from '#lib/contracts';
import { type Clip, declaredLength, type Layer, type Rational, type Timeline, toSeconds } from '#lib/timeline';

/** For a clip that runs to the end of its source, whose length nobody has looked at yet. */
const UNKNOWN_CLIP_SECONDS = 5;

/** What it takes to render `seconds` of video, as far as the request alone tells. */
export const workOf = ({ clips, layers, output }: Timeline, seconds: number): RenderWork => {
  const frames = (length: number): number => Math.round(length * toSeconds(output.fps));
  return {
    frames: frames(seconds),
    pixels:
      output.codec === null
        ? 0
        : [output, ...output.renditions].reduce((sum, { width, height }) => sum + width * height, 0),
    preset: presetLabel(output.codec, output.preset),
    transition_frames: frames(clips.reduce((sum, clip, index) => sum + (index === 0 ? 0 : overlapOf(clip)), 0)),
    layer_frames: frames(layers.reduce((sum, layer) => sum + shownSeconds(layer, seconds), 0)),
  };
};

/** Length of the video, as far as the request alone tells. */
export const videoSeconds = ({ clips }: Timeline): number => {
  let end = 0;
  for (const clip of clips) {
    const { placement } = clip;
    const overlap = end > 0 ? overlapOf(clip) : 0;
    const start = placement.kind === 'placed' ? toSeconds(placement.start) : Math.max(0, end - overlap);
    end = Math.max(end, start + clipSeconds(clip));
  }
  return end;
};

const overlapOf = ({ transition }: Clip): number =>
  transition.kind === 'overlap' ? toSeconds(transition.duration) : 0;

const clipSeconds = (clip: Clip): number => {
  const length = declaredLength(clip);
  return length === null ? UNKNOWN_CLIP_SECONDS : Math.max(0, toSeconds(length));
};

const shownSeconds = ({ start, end }: Layer, whole: number): number => {
  const until = (at: Rational | null): number => (at === null ? whole : Math.min(whole, toSeconds(at)));
  return Math.max(0, until(end) - until(start));
};
