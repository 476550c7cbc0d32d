import { rational, type Timeline, validateTimeline } from '#lib/timeline';
import { audioBed, musicTrack, voiceTrack } from '../../../test/factories/audio.js';
import { type ClipSketch, type TimelineSketch, timeline } from '../../../test/factories/timeline.js';

const LIMITS = {
  maxSeconds: 180,
  fonts: new Set(['Noto Sans', 'Noto Serif', 'Liberation Sans']),
  transitions: new Set(['fade', 'wipeleft', 'wiperight', 'dissolve']),
};

const pointersOf = (sketch: TimelineSketch | Timeline): readonly string[] =>
  validateTimeline('output' in sketch ? sketch : timeline(sketch), LIMITS).map(({ pointer }) => pointer);

const pointersOfClips = (...clips: readonly ClipSketch[]): readonly string[] => pointersOf({ clips });

describe('trims', () => {
  it('accepts a plain list of clips', () => {
    expect(pointersOfClips({ out: 3 }, { in: 1, out: 4 }, {})).toEqual([]);
  });

  it('names an out-point at or before the in-point', () => {
    expect(pointersOfClips({ out: 3 }, { in: 4, out: 4 })).toEqual(['/clips/1/trim_end']);
  });

  it('names a clip shorter than one frame', () => {
    expect(pointersOfClips({ in: 1, out: 1.03 })).toEqual(['/clips/0/trim_end']);
    expect(pointersOfClips({ in: 1, out: 1.04 })).toEqual([]);
  });

  it('names negative times', () => {
    expect(pointersOfClips({ in: -1, out: 1 }, { at: -2, out: 3 })).toEqual([
      '/clips/0/trim_start',
      '/clips/1/start_time',
    ]);
  });

  it('needs a clip', () => {
    expect(pointersOfClips()).toEqual(['/clips']);
  });

  it('refuses absurd times instead of running out of exact numbers', () => {
    expect(pointersOfClips({ in: 1e9 + 1, out: 9e9 }, { at: 8e9 })).toEqual([
      '/clips/0/trim_start',
      '/clips/0/trim_end',
      '/clips/1/start_time',
    ]);
    expect(pointersOf({ clips: [{ out: 3 }], layers: [{ start: 9e9 }] })).toEqual(['/overlays/0/start_time']);
    const audio = {
      music: { ...musicTrack(), fadeOut: rational(2e9) },
      voice: { ...voiceTrack(), start: rational(2e9) },
    };
    expect(pointersOf({ clips: [{ out: 3 }], audio })).toEqual(['/audio/music_url', '/audio/voiceover_start']);
  });
});

it('music and voice begin while there is a picture', () => {
  const at = (start: number) => ({ audio: audioBed({ music: { start }, voice: { start: start + 1 } }) });
  expect(pointersOf({ clips: [{ out: 3 }], ...at(1.9) })).toEqual([]);
  expect(pointersOf({ clips: [{ out: 3 }], ...at(2) })).toEqual(['/audio/voiceover_start']);
  expect(pointersOf({ clips: [{ out: 3 }], ...at(-2) })).toEqual(['/audio/music_start', '/audio/voiceover_start']);
  // Whether the clip lasts that long is known only once it was looked at.
  expect(pointersOf({ clips: [{}], ...at(100) })).toEqual([]);
});

describe('stated ends', () => {
  it('may differ from the trimmed length by one frame, and no more', () => {
    expect(pointersOfClips({ at: 1, until: 4.03, out: 3 })).toEqual([]);
    expect(pointersOfClips({ at: 1, until: 3.97, out: 3 })).toEqual([]);
    expect(pointersOfClips({ at: 1, until: 4.04, out: 3 })).toEqual(['/clips/0/end_time']);
    expect(pointersOfClips({ at: 1, until: 3.96, out: 3 })).toEqual(['/clips/0/end_time']);
  });

  it('must come after the start', () => {
    expect(pointersOfClips({ at: 4, until: 4 })).toEqual(['/clips/0/end_time']);
  });

  it('is checked against the running position where a clip follows another', () => {
    expect(pointersOfClips({ out: 2 }, { out: 3, until: 5 })).toEqual([]);
    expect(pointersOfClips({ out: 2 }, { out: 3, until: 3 })).toEqual(['/clips/1/end_time']);
  });
});

describe('transitions', () => {
  it('may last half of a neighbour, and no more', () => {
    expect(pointersOfClips({ out: 1 }, { out: 4, transition: 'crossfade', d: 0.5 })).toEqual([]);
    expect(pointersOfClips({ out: 1 }, { out: 4, transition: 'crossfade', d: 0.6 })).toEqual([
      '/clips/1/transition_duration',
    ]);
    expect(pointersOfClips({ out: 4 }, { out: 1, transition: 'fade', d: 0.6 })).toEqual([
      '/clips/1/transition_duration',
    ]);
  });

  it('may be longer than all that comes before, and is still named for its length', () => {
    expect(pointersOfClips({ out: 1 }, { out: 9, transition: 'crossfade', d: 2 })).toEqual([
      '/clips/1/transition_duration',
    ]);
  });

  it('are checked against the one neighbour whose length is known', () => {
    expect(pointersOfClips({}, { out: 1, transition: 'crossfade', d: 0.6 })).toEqual(['/clips/1/transition_duration']);
    expect(pointersOfClips({ out: 1 }, { transition: 'crossfade', d: 0.6 })).toEqual(['/clips/1/transition_duration']);
    expect(pointersOfClips({}, { transition: 'crossfade', d: 60 })).toEqual([]);
  });

  it('take an overlap of placed clips as their length', () => {
    expect(pointersOfClips({ out: 4 }, { at: 2.5, out: 4, transition: 'wipeleft', d: 0.5 })).toEqual([]);
    expect(pointersOfClips({ out: 4 }, { at: 1.5, out: 4, transition: 'wipeleft', d: 0.5 })).toEqual([
      '/clips/1/transition_duration',
    ]);
  });

  it('cannot overlap on the first clip, whether lengths are known or not', () => {
    expect(pointersOfClips({ out: 4, transition: 'crossfade' })).toEqual(['/clips/0/transition_in']);
    expect(pointersOfClips({ transition: 'crossfade' }, {})).toEqual(['/clips/0/transition_in']);
    expect(pointersOfClips({ transition: 'fade' })).toEqual([]);
  });

  it('cannot overlap over a gap', () => {
    expect(pointersOfClips({ out: 4 }, { at: 5, out: 4, transition: 'crossfade' })).toEqual(['/clips/1/transition_in']);
    expect(pointersOfClips({ out: 4 }, { at: 5, out: 4, transition: 'fade' })).toEqual([]);
  });

  it('last longer than nothing', () => {
    expect(pointersOfClips({ out: 4 }, { out: 4, transition: 'fade', d: 0 })).toEqual(['/clips/1/transition_duration']);
  });

  it('say near names where the name is unknown', () => {
    const [problem] = validateTimeline(timeline({ clips: [{ out: 4 }, { out: 4, transition: 'wipleft' }] }), LIMITS);
    expect(problem?.pointer).toBe('/clips/1/transition_in');
    expect(problem?.message).toBe('There is no transition "wipleft" here. Did you mean "wipeleft"?');
  });

  it('are taken on trust while no worker has told its names', () => {
    const odd = timeline({ clips: [{ out: 4 }, { out: 4, transition: 'nonesuch' }] });
    expect(validateTimeline(odd, { ...LIMITS, transitions: null })).toEqual([]);
  });
});

describe('length', () => {
  it('is limited', () => {
    expect(pointersOfClips({ out: 180 })).toEqual([]);
    expect(pointersOfClips({ out: 100 }, { out: 80.1 })).toEqual(['/clips']);
    expect(pointersOfClips({ out: 100 }, { out: 80.4, transition: 'crossfade', d: 0.5 })).toEqual([]);
  });

  it('is limited by what is known of it', () => {
    expect(pointersOfClips({}, { at: 170, out: 20 })).toEqual(['/clips']);
  });
});

describe('layers', () => {
  it('end after they start, and start before the video ends', () => {
    const layers = [{ start: 2, end: 2 }, { start: -1 }, { start: 3 }, { start: 2.9, end: 50 }];
    expect(pointersOf({ clips: [{ out: 3 }], layers })).toEqual([
      '/overlays/0/end_time',
      '/overlays/1/start_time',
      '/overlays/2/start_time',
    ]);
  });

  it('are not judged by a length nobody knows yet', () => {
    expect(pointersOf({ clips: [{}], layers: [{ start: 100 }] })).toEqual([]);
  });
});

it('reports all problems at once', () => {
  const clips: readonly ClipSketch[] = [
    { transition: 'nonesuch', in: 3, out: 2 },
    { at: 1, until: 9, out: 3 },
    { at: 4, out: 2, transition: 'crossfade', d: 3 },
  ];
  expect(pointersOfClips(...clips)).toEqual([
    '/clips/0/trim_end',
    '/clips/0/transition_in',
    '/clips/1/end_time',
    '/clips/0/transition_in',
  ]);
});

it('adds lengths whose common denominator is far beyond 2^53', () => {
  const primes = [10_007, 10_009, 10_037, 10_039, 10_061, 10_067, 10_069, 10_079, 10_091, 10_093];
  const plain = timeline({ clips: primes.map(() => ({ out: 1 })) });
  const odd = {
    ...plain,
    clips: plain.clips.map((clip, index) => ({ ...clip, outPoint: rational(9999, primes[index] ?? 1) })),
  };
  expect(pointersOf(odd)).toEqual([]);
});

describe('the longest transition', () => {
  const overlapping = (seconds: number): readonly ClipSketch[] => [
    { at: 0, out: 140 },
    { at: 140 - seconds, out: 125, transition: 'wipeleft' },
  ];

  it('is the 60 s that ffmpeg can do, also where the clips just happen to overlap for longer', () => {
    const limits = { ...LIMITS, maxSeconds: 600 };
    const pointers = (seconds: number) =>
      validateTimeline(timeline({ clips: overlapping(seconds) }), limits).map(({ pointer }) => pointer);
    expect(pointers(60)).toEqual([]);
    expect(pointers(61)).toEqual(['/clips/1/transition_duration']);
  });
});

describe('the thumbnail', () => {
  const at = (seconds: number): Timeline => {
    const plain = timeline({ clips: [{ out: 3 }] });
    return { ...plain, output: { ...plain.output, thumbnailAt: rational(Math.round(seconds * 1000), 1000) } };
  };

  it('is a picture of the video, its end included, and of nothing after it', () => {
    expect([0, 2.5, 3].flatMap((seconds) => pointersOf(at(seconds)))).toEqual([]);
    expect(pointersOf(at(3.001))).toEqual(['/output/thumbnail_time']);
  });
});
