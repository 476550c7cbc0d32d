import type { Ramp } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { probe } from '../../../src/probe/index.js';
import { testLauncher } from '../../support/launcher.js';
import {
  amplitudeAt,
  bed,
  decibels,
  formula,
  listen as listenAt,
  peak,
  RATE,
  soundInfo,
  span,
} from '../support/listen.js';
import { workDirectory } from '../support/run.js';

describe('sound', () => {
  const path = workDirectory();
  const listen = listenAt.bind(null, path);
  const straight = (samples: number): Ramp => ({ samples, curve: 'straight' });

  beforeAll(async () => {
    await Promise.all([
      formula('0.5*sin(2*PI*500*t)', 's=48000:c=mono:d=3', path('mono.wav')),
      formula('0.5|0.25', 's=48000:c=stereo:d=3', '-c:a', 'pcm_f32le', path('steps.wav')),
      formula('if(lt(t,0.1),0.8,0.2)', 's=48000:c=stereo:d=0.5', '-c:a', 'pcm_s16le', path('short.wav')),
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
      const levels = [100, 4_700, 4_900, 23_900, 24_500, 48_500, 52_900, 72_500, 96_500].map((n) =>
        left[n]?.toFixed(1),
      );
      expect(levels).toEqual(['0.8', '0.8', '0.2', '0.2', '0.8', '0.8', '0.2', '0.8', '0.8']);
      expect(left[99_999]).toBeLessThan(0.01);
    });

    describe('looped', () => {
      const LENGTH = 0.2 * RATE;
      /** Everything above about 5 kHz, around the places where one round ends and the next begins: RMS, in decibels. */
      const clicks = (left: readonly number[]): number => {
        const high = Array.from({ length: 4 }).reduce<readonly number[]>(
          (values) => values.map((value, n) => (value - (values[n - 1] ?? 0)) / 2),
          left,
        );
        const power = (values: readonly number[]): number =>
          values.reduce((sum, one) => sum + one * one, 0) / values.length;
        return Math.max(
          ...[1, 2].map((round) => 10 * Math.log10(power(high.slice(round * LENGTH - 240, round * LENGTH + 240)))),
        );
      };

      it.each([
        ['mp3', 'libmp3lame', 44_100],
        ['m4a', 'aac', 44_100],
        ['ogg', 'libvorbis', 44_100],
        ['opus', 'libopus', RATE],
        ['webm', 'libopus', RATE],
        ['flac', 'flac', 44_100],
        ['wav', 'pcm_s16le', 22_050],
      ])('a tone in .%s (%s) goes on as if it had no end', async (extension, codec, rate) => {
        const file = `loop-${codec}.${extension}`;
        await formula('0.5*sin(2*PI*500*t)', `s=${rate}:c=stereo:d=0.2`, '-c:a', codec, '-b:a', '192k', path(file));
        const info = await probe(await testLauncher(), path(file));
        const { left } = await listen([{ file, info }], 3 * LENGTH, { beds: [bed(3 * LENGTH, { loop: true })] });
        expect(clicks(left)).toBeLessThan(-60);
        const periods = Array.from({ length: 28 }, (_, n) =>
          amplitudeAt(500, left.slice(n * 960 + 960, (n + 1) * 960 + 960)),
        );
        const whole = periods.slice(2, 7).reduce((sum, one) => sum + one / 5, 0);
        expect(Math.max(...periods.map((one) => Math.abs(decibels(one / whole))))).toBeLessThan(0.15);
        // The third round stands where two rounds of 0.2 s end: nothing was left out or put in between.
        const at = left.slice(2.5 * LENGTH, 2.5 * LENGTH + 96);
        expect(Math.max(...at.map((value, n) => Math.abs(value - (left[LENGTH / 2 + n] ?? 0))))).toBeLessThan(0.02);
      });

      it('whose end does not fit its beginning, clicks no more, and is left alone elsewhere', async () => {
        await formula('0.2*cos(2*PI*502.5*t)', 's=48000:c=stereo:d=0.2', '-c:a', 'pcm_f32le', path('misfit.wav'));
        const media = [{ file: 'misfit.wav', info: soundInfo(0.2) }];
        const { left } = await listen(media, 3 * LENGTH, { beds: [bed(3 * LENGTH, { loop: true })] });
        expect(clicks(left)).toBeLessThan(-60);
        const exact = left.map((_, n) => 0.2 * Math.cos((2 * Math.PI * 502.5 * (n % LENGTH)) / RATE));
        const off = left.map((value, n) => Math.abs(value - (exact[n] ?? 0)));
        expect(Math.max(...off.filter((_, n) => n < LENGTH || n % LENGTH > 480))).toBeLessThan(1e-5);
      });
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
});
