import { planRender, type RenderPlan } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { factsFor, OPTIONS, type SourceSketch } from '../../../test/factories/media.js';
import { type ClipSketch, timeline } from '../../../test/factories/timeline.js';

const SOURCES: Readonly<Record<string, SourceSketch>> = {
  picture: { still: true },
  short: { duration: 1, picture: false },
  long: { duration: 2.5, picture: false },
  mute: { still: true },
};
const JOIN = { samples: 240, curve: 'straight' };

const plan = (clips: readonly ClipSketch[], sequence: readonly string[], ends: 'picture' | 'shorter'): RenderPlan => {
  const tracks = sequence.map((url, index) => ({ pointer: `/audio/sequence/${index}`, url }));
  const of = { ...timeline({ clips, audio: { sequence: tracks }, fps: 24 }), ends };
  return planRender(of, factsFor(of, SOURCES), OPTIONS);
};
const shown = (...seconds: readonly number[]): readonly ClipSketch[] =>
  seconds.map((one) => ({ url: 'picture', shown: one }));

describe('sounds one after the other', () => {
  it('stand edge to edge on a lane of their own, with the click taken out of each join', () => {
    const { audio } = plan(shown(5), ['short', 'long'], 'picture');
    expect(audio.lanes).toMatchObject([
      [{ kind: 'silence', samples: 240_000 }],
      [
        { kind: 'sound', samples: 48_000, fadeIn: null, fadeOut: JOIN },
        { kind: 'sound', samples: 120_000, fadeIn: JOIN, fadeOut: null },
        { kind: 'silence', samples: 72_000 },
      ],
    ]);
  });

  it.each([
    ['the sound, which is over first', [3, 3], 84, [72, 12]],
    ['the picture, which is', [1, 2], 72, [24, 48]],
    ['the sound, so early that the last picture is never seen', [4, 1], 84, [84]],
  ])('the whole ends with %s', (_, pictures, frames, spans) => {
    const made = plan(shown(...pictures), ['short', 'long'], 'shorter');
    expect(made.frames).toBe(frames);
    expect(made.segments.flatMap((one) => one.spans.map((span) => span.frames))).toEqual(spans);
    expect(made.audio.lanes[1]?.reduce((sum, { samples }) => sum + samples, 0)).toBe(frames * 2000);
  });

  it('are refused where one of them has no sound', () => {
    expect(() => plan(shown(1), ['short', 'mute'], 'shorter')).toThrow('This file has no sound.');
  });
});

describe('a sound that is given to a picture', () => {
  it('begins with it and holds it until both are over', () => {
    const { frames, audio } = plan(
      [
        { url: 'picture', shown: 1, sound: 'long' },
        { url: 'picture', shown: 2, sound: 'short' },
      ],
      [],
      'picture',
    );
    expect(frames).toBe(60 + 48);
    expect(audio.lanes).toMatchObject([
      [
        { kind: 'sound', samples: 120_000, inPoint: rational(0) },
        { kind: 'sound', samples: 96_000 },
      ],
    ]);
  });
});
