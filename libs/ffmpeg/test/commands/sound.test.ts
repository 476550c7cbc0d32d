import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { audioGraph } from '#lib/filter-graph';
import type { AudioBedPlan, AudioPlan, AudioSpan, MediaInfo } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { mediaInfo } from '../../../../test/factories/media.js';
import { DEFAULT_LIMITS } from '../../src/commands/files.js';
import { pictureArgs } from '../../src/commands/segment-command.js';
import { planOf } from './support/plans.js';
import { ffmpeg, tool, workDirectory } from './support/run.js';

const path = workDirectory();
const RATE = 48_000;
const sine = (expression: string, options: string, ...out: readonly string[]): Promise<Buffer> =>
  tool('-f', 'lavfi', '-i', `aevalsrc='${expression}':${options}`, ...out);

beforeAll(async () => {
  await Promise.all([
    sine('0.5*sin(2*PI*500*t)', 's=48000:c=mono:d=3', path('mono.wav')),
    sine('0.5|0.25', 's=48000:c=stereo:d=3', '-c:a', 'pcm_f32le', path('steps.wav')),
    sine('0.9|0.9|0.9|0.9|0.9|0.9', 's=48000:c=5.1:d=2', '-c:a', 'flac', path('surround.flac')),
    sine('if(lt(t,0.1),0.8,0.2)', 's=48000:c=stereo:d=0.5', '-c:a', 'pcm_s16le', path('short.wav')),
    // A saw of 4 s: the level tells the time.
    sine('t/8', 's=44100:c=stereo:d=4', '-c:a', 'pcm_f32le', path('clock.wav')),
  ]);
});

const soundInfo = (seconds: number, channels = 2): MediaInfo => {
  const info = mediaInfo({ duration: seconds, picture: false });
  return { ...info, audio: info.audio && { ...info.audio, channels } };
};

/** Left and right of the mixed sound, as floats. */
const listen = async (
  media: readonly { readonly file: string; readonly info: MediaInfo }[],
  samples: number,
  audio: Partial<AudioPlan>,
): Promise<{ readonly left: readonly number[]; readonly right: readonly number[] }> => {
  const plan = planOf({
    fps: rational(30),
    media: media.map(({ info }) => info),
    spans: [{ kind: 'background', frames: 1 }],
    audio: { samples, ...audio },
  });
  const out = path(`out-${media[0]?.file ?? 'none'}-${samples}.raw`);
  const files = { media: media.map(({ file }) => path(file)), pictures: [] };
  await ffmpeg([...pictureArgs(plan, audioGraph(plan), files, DEFAULT_LIMITS), '-f', 'f32le', `file:${out}`]);
  const bytes = readFileSync(out);
  await rm(out);
  const all = Array.from({ length: bytes.length / 4 }, (_, n) => bytes.readFloatLE(n * 4));
  expect(all).toHaveLength(samples * 2);
  return { left: all.filter((_, n) => n % 2 === 0), right: all.filter((_, n) => n % 2 === 1) };
};
const span = (samples: number, more: Partial<Extract<AudioSpan, { kind: 'sound' }>> = {}): AudioSpan => ({
  ...{ kind: 'sound', samples, media: 0, inPoint: rational(0), gain: 1, fadeIn: 0, fadeOut: 0 },
  ...more,
});
const bed = (samples: number, more: Partial<AudioBedPlan> = {}): AudioBedPlan => ({
  ...{ role: 'music', media: 0, gain: 1, loop: false, samples, fadeIn: 0, fadeOut: 0 },
  ...more,
});
const peak = (values: readonly number[]): number => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);

describe('the sound of a plan', () => {
  it('is silence of the right length where nothing is heard', async () => {
    const { left } = await listen([], 12_345, {});
    expect(peak(left)).toBe(0);
  });

  it('puts a single channel on both sides at full level', async () => {
    const { left, right } = await listen([{ file: 'mono.wav', info: soundInfo(3, 1) }], 24_000, {
      lanes: [[span(24_000)]],
    });
    expect(peak(left)).toBeCloseTo(0.5, 3);
    expect(right).toEqual(left);
  });

  it('mixes six channels down without clipping', async () => {
    const { left, right } = await listen([{ file: 'surround.flac', info: soundInfo(2, 6) }], RATE, {
      lanes: [[span(RATE)]],
    });
    expect(peak(left)).toBeGreaterThan(0.5);
    expect(Math.max(peak(left), peak(right))).toBeLessThanOrEqual(1);
  });

  it('applies gain and straight ramps', async () => {
    const sound = span(1000, { gain: 0.5, fadeIn: 100, fadeOut: 200 });
    const { left, right } = await listen([{ file: 'steps.wav', info: soundInfo(3) }], 1000, { lanes: [[sound]] });
    expect([left[0], left[50], left[500], right[500]].map((v) => v?.toFixed(3))).toEqual([
      '0.000',
      '0.125',
      '0.250',
      '0.125',
    ]);
    expect(left[900]).toBeCloseTo(0.125, 2);
    expect(left[999]).toBeLessThan(0.002);
  });

  it('adds lanes and beds up without turning any down', async () => {
    const media = [{ file: 'steps.wav', info: soundInfo(3) }];
    const { left } = await listen(media, 4800, { lanes: [[span(2400)]], beds: [bed(3600, { gain: 0.5 })] });
    expect([left[100], left[3000], left[4000]].map((v) => v?.toFixed(3))).toEqual(['0.750', '0.250', '0.000']);
  });

  it('enters a source at the exact sample, pads what ends early, and joins spans in place', async () => {
    const lane = [
      span(4801, { inPoint: rational(5, 4) }),
      { kind: 'silence', samples: 99 } as const,
      span(RATE, { inPoint: rational(7, 2) }),
    ];
    const { left } = await listen([{ file: 'clock.wav', info: soundInfo(4) }], 60_000, { lanes: [lane] });
    expect(left[10]).toBeCloseTo((1.25 + 10 / RATE) / 8, 4);
    expect(left[4700]).toBeCloseTo((1.25 + 4700 / RATE) / 8, 4);
    expect([left[4850], left[4899]]).toEqual([0, 0]);
    expect(left[4910]).toBeCloseTo((3.5 + 10 / RATE) / 8, 3);
    expect(left[4900 + 23_900]).toBeCloseTo((3.5 + 23_900 / RATE) / 8, 3);
    expect([left[4900 + 24_100], left[59_999]]).toEqual([0, 0]);
  });

  it('loops a short track without a seam, and lets it fade with the end', async () => {
    const { left } = await listen([{ file: 'short.wav', info: soundInfo(0.5) }], 100_000, {
      beds: [bed(100_000, { loop: true, fadeOut: 1000 })],
    });
    const levels = [100, 4_700, 4_900, 23_900, 24_100, 48_100, 52_900, 72_100, 96_100].map((n) => left[n]?.toFixed(1));
    expect(levels).toEqual(['0.8', '0.8', '0.2', '0.2', '0.8', '0.8', '0.2', '0.8', '0.8']);
    expect(left[99_999]).toBeLessThan(0.01);
  });

  it('hears nothing of a source that has no sound', async () => {
    const info = mediaInfo({ sound: false });
    const { left } = await listen([{ file: 'none.mp4', info }], 4800, { lanes: [[span(4800)]], beds: [bed(4800)] });
    expect(peak(left)).toBe(0);
  });
});
