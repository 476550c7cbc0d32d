import { CutroomError } from '#lib/contracts';
import { frameSegment, planRender, type RenderPlan } from '#lib/render-plan';
import { factsFor, OPTIONS, type SourceSketch } from '../../../test/factories/media.js';
import { type ClipSketch, timeline } from '../../../test/factories/timeline.js';

const PICTURE = 's3://cutroom/picture.png';
const FILM = 's3://cutroom/film.mp4';
const SOURCES: Readonly<Record<string, SourceSketch>> = { [PICTURE]: { still: true }, [FILM]: { duration: 8 } };
const plan = (...clips: readonly ClipSketch[]): RenderPlan => {
  const of = timeline({ clips });
  return planRender(of, factsFor(of, SOURCES), OPTIONS);
};
const problems = (...clips: readonly ClipSketch[]): readonly string[] => {
  try {
    plan(...clips);
  } catch (error) {
    if (error instanceof CutroomError) return (error.details.errors ?? []).map(({ pointer }) => pointer);
  }
  return [];
};

describe('how long a picture is shown', () => {
  it.each<[string, ClipSketch, number]>([
    ['five seconds', {}, 150],
    ['its duration', { shown: 0.7 }, 21],
    ['up to its stated end', { at: 1, until: 3 }, 90],
    ['its duration, which agrees with its stated end', { at: 1, until: 3, shown: 2 }, 90],
  ])('%s', (_, clip, frames) => expect(plan({ url: PICTURE, ...clip }).frames).toBe(frames));

  it('has a camera over all its frames, in every part of it', () => {
    const { segments } = plan({ url: PICTURE, shown: 11, motion: 'zoom_out' });
    const moves = segments.flatMap(({ spans }) => spans.map((span) => (span.kind === 'clip' ? span.view : null)));
    expect(moves.map((view) => view?.motion)).toEqual(moves.map(() => ({ kind: 'zoom_out', frames: 330 })));
    expect(moves.map((view) => view?.offset)).toEqual([0, 150]);
  });
});

describe('speed', () => {
  it.each([
    [2, 120],
    [0.25, 960],
    [1.5, 160],
    [3, 80],
  ])('%d makes eight seconds %d frames', (speed, frames) => {
    const made = plan({ url: FILM, speed });
    expect(made.frames).toBe(frames);
    expect(made.audio.lanes.flat()).toMatchObject([{ kind: 'sound', samples: frames * 1600 }]);
  });

  it('counts in what is stated, and in what a part of a clip shows', () => {
    expect(plan({ url: FILM, in: 1, out: 5, speed: 2, at: 0, until: 2 }).frames).toBe(60);
    expect(problems({ url: FILM, in: 1, out: 5, speed: 2, at: 0, until: 4 })).toEqual(['/clips/0/end_time']);
    // The second half of a film at double speed, seen again after a clip that lay over its middle.
    const { audio } = plan({ url: FILM, speed: 2, at: 0 }, { url: PICTURE, at: 1, shown: 1 });
    const heard = audio.lanes.flat().filter((span) => span.kind === 'sound');
    expect(heard.at(-1)).toMatchObject({ speed: { num: 2, den: 1 } });
    const [first, last] = [heard[0], heard.at(-1)];
    if (first?.kind !== 'sound' || last?.kind !== 'sound') throw new Error('No sound.');
    expect([first.inPoint, last.inPoint]).toEqual([
      { num: 0, den: 1 },
      { num: 4, den: 1 },
    ]);
  });
});

it('what only films or only pictures have is refused at its place', () => {
  expect(problems({ url: PICTURE, in: 1, out: 2, speed: 2 })).toEqual([
    '/clips/0/trim_start',
    '/clips/0/trim_end',
    '/clips/0/speed',
  ]);
  expect(problems({ url: FILM, motion: 'pan_up' }, { url: FILM, shown: 2 })).toEqual([
    '/clips/0/motion',
    '/clips/1/duration',
  ]);
  expect(problems({ url: PICTURE, shown: 0.001 })).toEqual(['/clips/0/duration']);
});

it('one frame of a plan is a segment that shows what the plan shows there', () => {
  const of = timeline({
    clips: [
      { url: 'a', out: 9 },
      { url: 'b', out: 2 },
    ],
  });
  const plan = planRender(of, factsFor(of), OPTIONS);
  const shown = (frame: number) => {
    const { frames, spans } = frameSegment(plan, frame);
    const [span] = spans;
    return [frames, spans.length, span?.kind === 'clip' ? [span.view.media, span.view.offset] : null];
  };
  expect(shown(0)).toEqual([1, 1, [0, 0]]);
  expect(shown(211)).toEqual([1, 1, [0, 211]]);
  expect(shown(270)).toEqual([1, 1, [1, 0]]);
  expect(() => frameSegment(plan, 330)).toThrow(RangeError);
});
