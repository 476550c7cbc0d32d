import type { Ramp } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { mediaInfo } from '../../../../test/factories/media.js';
import { bed, formula, listen as listenAt, peak, RATE, soundInfo, span } from './support/listen.js';
import { workDirectory } from './support/run.js';

const path = workDirectory();
const listen = listenAt.bind(null, path);
const straight = (samples: number): Ramp => ({ samples, curve: 'straight' });

beforeAll(async () => {
  await Promise.all([
    formula('0.5*sin(2*PI*500*t)', 's=48000:c=mono:d=3', path('mono.wav')),
    formula('0.5|0.25', 's=48000:c=stereo:d=3', '-c:a', 'pcm_f32le', path('steps.wav')),
    formula('if(lt(t,0.1),0.8,0.2)', 's=48000:c=stereo:d=0.5', '-c:a', 'pcm_s16le', path('short.wav')),
    formula('0.5*sin(2*PI*500*t)', 's=48000:c=stereo:d=0.5', path('tone.m4a')),
    formula('0.5*sin(2*PI*500*t)', 's=48000:c=stereo:d=0.5', path('tone.mp3')),
    // A saw of 4 s: the level tells the time.
    formula('t/8', 's=44100:c=stereo:d=4', '-c:a', 'pcm_f32le', path('clock.wav')),
  ]);
});

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

  it('applies gain and straight ramps', async () => {
    const sound = span(1000, { gain: 0.5, fadeIn: straight(100), fadeOut: straight(200) });
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
      beds: [bed(100_000, { loop: true, fadeOut: straight(1000) })],
    });
    const levels = [100, 4_700, 4_900, 23_900, 24_100, 48_100, 52_900, 72_100, 96_100].map((n) => left[n]?.toFixed(1));
    expect(levels).toEqual(['0.8', '0.8', '0.2', '0.2', '0.8', '0.8', '0.2', '0.8', '0.8']);
    expect(left[99_999]).toBeLessThan(0.01);
  });

  it.each([
    ['tone.m4a', 'mov,mp4,m4a,3gp,3g2,mj2'],
    ['tone.mp3', 'mp3'],
  ])('loops %s without the gap that its codec leaves at its ends', async (file, container) => {
    const info = { ...soundInfo(0.5), container };
    const { left } = await listen([{ file, info }], 60_000, { beds: [bed(60_000, { loop: true })] });
    // Of a pure tone, every sample follows from the two before it: what is left over clicks, or is the codec's doing.
    const turn = 2 * Math.cos((2 * Math.PI * 500) / RATE);
    const at = (n: number): number => left[n] ?? 0;
    const clicks = left.slice(2).map((sample, n) => Math.abs(sample - turn * at(n + 1) + at(n)));
    expect(20 * Math.log10(Math.max(...clicks))).toBeLessThan(-30);
    expect(peak(left.slice(24_000, 24_500))).toBeGreaterThan(0.45);
    expect(Math.abs(at(24_000 + 12_024) - at(12_024))).toBeLessThan(0.02);
  });

  it('lets a bed begin later', async () => {
    const media = [{ file: 'steps.wav', info: soundInfo(3) }];
    const { left } = await listen(media, 4800, { beds: [bed(1000, { start: 3000 })] });
    expect([2999, 3000, 3999, 4000].map((n) => left[n]?.toFixed(2))).toEqual(['0.00', '0.50', '0.50', '0.00']);
  });

  it('hears nothing of a source that has no sound', async () => {
    const info = mediaInfo({ sound: false });
    const { left } = await listen([{ file: 'none.mp4', info }], 4800, { lanes: [[span(4800)]], beds: [bed(4800)] });
    expect(peak(left)).toBe(0);
  });
});
