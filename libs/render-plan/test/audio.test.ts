import { type AudioPlan, planRender, sampleOf } from '#lib/render-plan';
import { frameRate } from '#lib/timeline';
import { type AudioSketch, audioBed, type TrackSketch } from '../../../test/factories/audio.js';
import { factsFor, OPTIONS, type SourceSketch } from '../../../test/factories/media.js';
import { type TimelineSketch, timeline } from '../../../test/factories/timeline.js';

const audioOf = (sketch: TimelineSketch, sources: Readonly<Record<string, SourceSketch>> = {}): AudioPlan => {
  const of = timeline(sketch);
  return planRender(of, factsFor(of, sources), OPTIONS).audio;
};

it('the sample of a frame is rounded once, so that NTSC sound does not drift', () => {
  const ntsc = frameRate(29.97);
  expect([0, 1, 2, 3, 30_000].map((frame) => sampleOf(frame, ntsc))).toEqual([0, 1602, 3203, 4805, 48_048_000]);
});

it('a video without any sound is one lane of silence', () => {
  expect(
    audioOf(
      {
        clips: [
          { url: 'a', out: 2 },
          { url: 'b', out: 3, volume: 0 },
        ],
      },
      { a: { sound: false } },
    ),
  ).toEqual({
    sampleRate: 48_000,
    samples: 240_000,
    lanes: [[{ kind: 'silence', samples: 240_000 }]],
    beds: [],
    ducking: null,
    loudness: null,
  });
});

describe('at a hard cut', () => {
  const lanesOf = (clips: TimelineSketch['clips'], sources: Readonly<Record<string, SourceSketch>> = {}) =>
    audioOf({ clips }, sources).lanes.map((lane) =>
      lane.map((span) =>
        span.kind === 'silence' ? span.samples : [span.samples, span.fadeIn?.samples ?? 0, span.fadeOut?.samples ?? 0],
      ),
    );
  const JOIN = { samples: 240, curve: 'level' };

  it('the outgoing sound crosses over into the incoming one, on five milliseconds of its handle', () => {
    const { lanes } = audioOf({ clips: [{ out: 4 }, { in: 2, out: 4 }] });
    expect(lanes).toMatchObject([
      [{ samples: 192_240, fadeIn: null, fadeOut: JOIN }, { samples: 95_760 }],
      [{ samples: 192_000 }, { samples: 96_000, inPoint: { num: 2, den: 1 }, fadeIn: JOIN, fadeOut: JOIN }],
    ]);
  });

  it('the incoming one begins earlier where the outgoing has no handle', () => {
    const [first, second] = audioOf(
      {
        clips: [
          { out: 4, url: 'a' },
          { url: 'b', in: 2 },
        ],
      },
      { a: { duration: 4 } },
    ).lanes;
    expect(first?.[0]).toMatchObject({ samples: 192_000, fadeOut: JOIN });
    expect(second?.[0]).toEqual({ kind: 'silence', samples: 191_760 });
    expect(second?.[1]).toMatchObject({
      samples: 384_240,
      inPoint: { num: 399, den: 200 },
      fadeIn: JOIN,
      fadeOut: null,
    });
  });

  it('whole sources follow each other as they are', () => {
    expect(lanesOf([{ url: 'a' }, { url: 'b' }])).toEqual([
      [
        [480_000, 0, 0],
        [480_000, 0, 0],
      ],
    ]);
  });

  it('what is cut out of its source is ramped beside silence', () => {
    expect(
      lanesOf([
        { in: 1, out: 2 },
        { at: 2, out: 1 },
      ]),
    ).toEqual([[[48_000, 240, 240], 48_000, [48_000, 0, 240]]]);
  });

  it('a clip covered by a later one is heard no longer', () => {
    expect(
      lanesOf([
        { at: 0, out: 4 },
        { at: 3, out: 4 },
      ]),
    ).toEqual([
      [[144_240, 0, 240], 191_760],
      [144_000, [192_000, 240, 240]],
    ]);
  });
});

it('sounds cross over with their pictures at one power', () => {
  const { lanes } = audioOf({ clips: [{ url: 'a' }, { url: 'b', transition: 'crossfade', d: 1 }] });
  const crossing = { samples: 48_000, curve: 'power' };
  expect(lanes.map((lane) => lane.find(({ kind }) => kind === 'sound'))).toMatchObject([
    { samples: 480_000, fadeIn: null, fadeOut: crossing },
    { samples: 480_000, fadeIn: crossing, fadeOut: null },
  ]);
});

describe('music', () => {
  const bed = (sketch: TrackSketch, out = 9) =>
    audioOf({ clips: [{ url: 'a', out }], audio: audioBed({ music: sketch }) }, { m: { picture: false, duration: 4 } })
      .beds[0];
  const straight = (samples: number) => ({ samples, curve: 'straight' });

  it('that loops fades out with the video', () => {
    expect(bed({})).toEqual({
      role: 'music',
      media: 1,
      gain: 0.8,
      loop: true,
      start: 0,
      samples: 432_000,
      fadeIn: null,
      fadeOut: straight(48_000),
    });
  });

  it('that does not loop fades out at its own end', () => {
    expect(bed({ loop: false, fadeIn: 0.5 })).toMatchObject({
      samples: 192_000,
      fadeIn: straight(24_000),
      fadeOut: straight(48_000),
    });
  });

  it('has ramps no longer than itself', () => {
    expect(bed({ fadeIn: 99, fadeOut: 99 }, 2)).toMatchObject({ fadeIn: straight(96_000), fadeOut: straight(96_000) });
  });

  it('begins where it is told to', () => {
    expect(bed({ start: 2.5 })).toMatchObject({ start: 120_000, samples: 312_000 });
    expect(bed({ start: 2.5, loop: false })).toMatchObject({ start: 120_000, samples: 192_000 });
    expect(bed({ start: 7, loop: false })).toMatchObject({ start: 336_000, samples: 96_000 });
  });
});

describe('ducking', () => {
  const ducking = { amountDb: 12, attack: 0.1, release: 0.25 };
  const planned = (sketch: AudioSketch) =>
    audioOf({ clips: [{ out: 2 }], audio: audioBed({ ducking, ...sketch }) }).ducking;

  it('is in samples, and needs both music and voice', () => {
    expect(planned({ music: {}, voice: {} })).toEqual({ amountDb: 12, attack: 4800, release: 12_000 });
    expect([planned({ music: {} }), planned({ voice: {} })]).toEqual([null, null]);
  });
});
