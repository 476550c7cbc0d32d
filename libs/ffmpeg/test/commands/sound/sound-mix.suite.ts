import { rational } from '#lib/timeline';
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

describe('sound mix', () => {
  const path = workDirectory();
  const listen = listenAt.bind(null, path);
  /** Amplitudes a sound has at `hertz`, over tenths of a second from each of these seconds on. */
  const levels = (sound: readonly number[], hertz: number, ...seconds: readonly number[]): readonly number[] =>
    seconds.map((at) => amplitudeAt(hertz, sound.slice(at * RATE, (at + 0.1) * RATE)));

  describe('many channels', () => {
    /** A frequency a channel, in the order of the layout; amplitude 0.2 each. */
    const tones = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => 400 + 200 * n);
    const make = (layout: string, count: number, file: string, rate = RATE): Promise<Buffer> =>
      formula(
        tones(count)
          .map((hertz) => `0.2*sin(2*PI*${hertz}*t)`)
          .join('|'),
        `s=${rate}:c=${layout}:d=0.5`,
        ...['-c:a', 'pcm_f32le', path(file)],
      );
    const heardIn = async (layout: string, count: number) => {
      await make(layout, count, `${layout}.wav`);
      const media = [{ file: `${layout}.wav`, info: soundInfo(0.5, count) }];
      const { left, right } = await listen(media, RATE / 4, { lanes: [[span(RATE / 4)]] });
      const of = (side: readonly number[]) =>
        tones(count).map((hertz) => Number((amplitudeAt(hertz, side.slice(RATE / 10, RATE / 5)) / 0.2).toFixed(2)));
      return { left: of(left), right: of(right) };
    };

    it('5.1 comes down by ITU-R BS.775: centre and surrounds 3 dB lower, no LFE', async () => {
      const { left, right } = await heardIn('5.1', 6);
      expect(left).toEqual([1, 0, 0.71, 0, 0.71, 0]);
      expect(right).toEqual([0, 1, 0.71, 0, 0, 0.71]);
    });

    it('7.1 likewise, with two surrounds a side', async () => {
      const { left, right } = await heardIn('7.1', 8);
      expect(left).toEqual([1, 0, 0.71, 0, 0.71, 0, 0.71, 0]);
      expect(right).toEqual([0, 1, 0.71, 0, 0, 0.71, 0, 0.71]);
    });

    it.each([8000, 11_025, 44_100, 96_000, 192_000])(
      'a tone at %d Hz sampling keeps pitch, level and place',
      async (rate) => {
        await formula('if(lt(t,0.25),0,0.5*sin(2*PI*1000*t))', `s=${rate}:c=stereo:d=0.5`, path(`${rate}.wav`));
        const { left } = await listen([{ file: `${rate}.wav`, info: soundInfo(0.5) }], RATE / 2, {
          lanes: [[span(RATE / 2)]],
        });
        expect(amplitudeAt(1000, left.slice(14_400, 19_200))).toBeCloseTo(0.5, 2);
        const begins = left.findIndex((value) => Math.abs(value) > 0.2);
        expect(Math.abs(begins - RATE / 4)).toBeLessThan(12);
      },
    );
  });

  describe('the limiter', () => {
    it('does not touch what stays below −1 dBFS', async () => {
      await formula(
        '0.88*sin(2*PI*997*t)|0.3*sin(2*PI*50*t)',
        's=48000:c=stereo:d=0.5',
        '-c:a',
        'pcm_f32le',
        path('quiet.wav'),
      );
      const media = [{ file: 'quiet.wav', info: soundInfo(0.5) }];
      const { left, right } = await listen(media, RATE / 2, { lanes: [[span(RATE / 2)]] });
      const exact = Array.from({ length: RATE / 2 }, (_, n) =>
        Math.fround(0.88 * Math.sin((2 * Math.PI * 997 * n) / RATE)),
      );
      expect(Math.max(...left.map((value, n) => Math.abs(value - (exact[n] ?? 0))))).toBeLessThan(1e-6);
      expect(amplitudeAt(50, right)).toBeCloseTo(0.3, 4);
    });

    it('keeps what would clip under it, undistorted', async () => {
      await formula('0.9*sin(2*PI*440*t)', 's=48000:c=mono:d=1', '-c:a', 'pcm_f32le', path('loud.wav'));
      const media = [{ file: 'loud.wav', info: soundInfo(1, 1) }];
      const { left } = await listen(media, RATE, { lanes: [[span(RATE)]], beds: [bed(RATE, { gain: 2 })] });
      expect(peak(left)).toBeLessThanOrEqual(0.8911);
      const settled = left.slice(RATE / 2, RATE / 2 + 12_000);
      expect(amplitudeAt(440, settled)).toBeGreaterThan(0.85);
      // A clipped sine of this gain would carry a third harmonic 10 dB below it.
      expect(amplitudeAt(1320, settled)).toBeLessThan(0.01);
    });
  });

  describe('ducking', () => {
    const ducking = { amountDb: 12, attack: 4800, release: 14_400 };
    const media = [
      { file: 'music.wav', info: soundInfo(6) },
      { file: 'voice.wav', info: soundInfo(6, 1) },
    ];
    const beds = [bed(6 * RATE, { gain: 0.8 }), bed(6 * RATE, { role: 'voice', media: 1 })];

    beforeAll(async () => {
      // Two words with a breath of 0.2 s between them, from 2 s to 3.2 s; hiss before and after.
      const words = '(between(t,2,2.5)+between(t,2.7,3.2))*0.2*sin(2*PI*300*t)';
      await Promise.all([
        formula('0.25*sin(2*PI*1000*t)', 's=44100:c=stereo:d=6', path('music.wav')),
        formula(`${words}+0.002*(random(0)-0.5)`, 's=44100:c=mono:d=6', path('voice.wav')),
      ]);
    });

    it('turns the music down by its amount under the voice, and by nothing elsewhere', async () => {
      const { left } = await listen(media, 6 * RATE, { beds, ducking });
      const [full = 0, ...rest] = levels(left, 1000, 0.5, 1.7, 2, 2.3, 2.55, 3.1, 4, 5.5);
      expect(full).toBeCloseTo(0.2, 3);
      expect(rest.map((level) => Math.round(decibels(level / full) * 10) / 10)).toEqual([0, -12, -12, -12, -12, 0, 0]);
      // The voice itself is what it was.
      expect(levels(left, 300, 2.2)[0]).toBeCloseTo(0.2, 2);
    });

    it('goes down before the voice and comes up after it in straight lines of decibels', async () => {
      const { left } = await listen(media, 6 * RATE, { beds, ducking });
      const at = (second: number): number =>
        decibels(amplitudeAt(1000, left.slice(second * RATE - 240, second * RATE + 240)) / 0.2);
      expect(at(1.95)).toBeCloseTo(-6, 0);
      // A quarter of a second of hold, then half of the release.
      expect(at(3.2 + 0.25 + 0.15)).toBeCloseTo(-6, 0);
    });

    it('leaves the music alone without a voice, and never lowers clips', async () => {
      const quiet = [bed(6 * RATE, { gain: 0.8 }), bed(6 * RATE, { role: 'voice', media: 1, gain: 0.01 })];
      const { left } = await listen(media, 6 * RATE, { beds: quiet, ducking });
      expect(decibels((levels(left, 1000, 2.3)[0] ?? 0) / 0.2)).toBeCloseTo(0, 1);
      const lanes = [[span(6 * RATE, { gain: 0.5 })]];
      const clip = await listen(media, 6 * RATE, { lanes, beds: beds.slice(1), ducking });
      expect(levels(clip.left, 1000, 2.3)[0]).toBeCloseTo(0.125, 3);
    });

    it('is the same, sample by sample, when made again', async () => {
      const [one, two] = [
        await listen(media, 2 * RATE, { beds, ducking }),
        await listen(media, 2 * RATE, { beds, ducking }),
      ];
      expect(one).toEqual(two);
    });
  });

  it('a sound that crosses over into itself is not changed', async () => {
    await formula('0.5*sin(2*PI*440*t)', 's=48000:c=stereo:d=3', '-c:a', 'pcm_f32le', path('tone.wav'));
    const soft = { samples: 240, curve: 'level' } as const;
    const lanes = [
      [span(RATE + 240, { fadeOut: soft }), { kind: 'silence', samples: RATE - 240 } as const],
      [{ kind: 'silence', samples: RATE } as const, span(RATE, { inPoint: rational(1), fadeIn: soft })],
    ];
    const { left } = await listen([{ file: 'tone.wav', info: soundInfo(3) }], 2 * RATE, { lanes });
    const off = left.map((value, n) => Math.abs(value - 0.5 * Math.sin((2 * Math.PI * 440 * n) / RATE)));
    expect(Math.max(...off)).toBeLessThan(1e-5);
  });
});
