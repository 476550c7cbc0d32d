import { type AudioPlan, planRender, sampleOf } from '#lib/render-plan';
import { frameRate, fromDecimal, type MusicTrack } from '#lib/timeline';
import { factsFor, OPTIONS, type SourceSketch } from '../../../test/factories/media.js';
import { type TimelineSketch, timeline } from '../../../test/factories/timeline.js';

const audioOf = (sketch: TimelineSketch, sources: Readonly<Record<string, SourceSketch>> = {}): AudioPlan => {
  const of = timeline(sketch);
  return planRender(of, factsFor(of, sources), OPTIONS).audio;
};

const music = (over: Partial<MusicTrack>): MusicTrack => ({
  pointer: '/audio/music_url',
  url: 'm',
  volume: 0.8,
  loop: true,
  fadeIn: fromDecimal(0),
  fadeOut: fromDecimal(1),
  ...over,
});

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
  });
});

it('a clip cut by a later one is heard no longer', () => {
  const { lanes } = audioOf({
    clips: [
      { url: 'a', at: 0, out: 4 },
      { url: 'b', at: 3, out: 4 },
    ],
  });
  expect(lanes).toHaveLength(1);
  expect(lanes[0]?.map(({ samples }) => samples)).toEqual([144_000, 192_000]);
});

describe('music', () => {
  const bed = (over: Partial<MusicTrack>, out = 9) =>
    audioOf(
      { clips: [{ url: 'a', out }], audio: { music: music(over), voice: null } },
      { m: { picture: false, duration: 4 } },
    ).beds[0];

  it('that loops fades out with the video', () => {
    expect(bed({})).toEqual({
      role: 'music',
      media: 1,
      gain: 0.8,
      loop: true,
      samples: 432_000,
      fadeIn: 0,
      fadeOut: 48_000,
    });
  });

  it('that does not loop fades out at its own end', () => {
    expect(bed({ loop: false, fadeIn: fromDecimal(0.5) })).toMatchObject({
      samples: 192_000,
      fadeIn: 24_000,
      fadeOut: 48_000,
    });
  });

  it('has ramps no longer than itself', () => {
    expect(bed({ fadeIn: fromDecimal(99), fadeOut: fromDecimal(99) }, 2)).toMatchObject({
      fadeIn: 96_000,
      fadeOut: 96_000,
    });
  });
});
