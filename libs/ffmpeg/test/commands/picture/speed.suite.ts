import type { ClipView } from '#lib/render-plan';
import { type Rational, rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { formula, listen, RATE, soundInfo, span } from '../support/listen.js';
import { makeNumbered, NUMBERED_HEIGHT, NUMBERED_WIDTH, readNumbers } from '../support/numbered.js';
import { cutAt, planOf, view } from '../support/plans.js';
import { rawFrames } from '../support/render.js';
import { workDirectory } from '../support/run.js';

describe('speed', () => {
  const path = workDirectory();
  const SECONDS = 5;
  const RATES = { '24.mp4': rational(24), '30.mp4': rational(30), '50.mkv': rational(50) } as const;
  type Name = keyof typeof RATES;

  beforeAll(async () => {
    const pictures = Object.entries(RATES).map(([name, fps]) =>
      makeNumbered({ path: path(name), fps, frames: SECONDS * fps.num }),
    );
    // A tone of 440 Hz, silent but for the second from 2 to 3.
    const tone = formula('0.5*sin(2*PI*440*t)*between(t,2,3)', `s=44100:d=${SECONDS}`, path('tone.wav'));
    await Promise.all([...pictures, tone]);
  }, 60_000);

  /** Picture on screen in frame n: the last that begins before the middle of [n, n + 1) ÷ fps, at this speed. */
  const expected = (rate: Rational, fps: Rational, { inPoint, speed }: ClipView, n: number): number => {
    const ratio = ({ num, den }: Rational): [bigint, bigint] => [BigInt(num), BigInt(den)];
    const [[rn, rd], [fn, fd], [pn, pd], [sn, sd]] = [ratio(rate), ratio(fps), ratio(inPoint), ratio(speed)];
    // inPoint + (n + 1/2) · speed / fps, in pictures: the greatest whole number below it.
    const over = (pn * 2n * fn * sd + BigInt(2 * n + 1) * fd * sn * pd) * rn;
    const under = pd * 2n * fn * sd * rd;
    const last = (SECONDS * rate.num) / rate.den - 1;
    return Math.min(last, Number((over - 1n) / under));
  };

  describe('a clip at another speed', () => {
    it.each<[string, Name, Rational, Rational, Rational]>([
      ['2×', '30.mp4', rational(30), rational(2), rational(0)],
      ['4×', '50.mkv', rational(25), rational(4), rational(1, 3)],
      ['1.5×', '24.mp4', rational(30), rational(3, 2), rational(1)],
      ['a half', '30.mp4', rational(30), rational(1, 2), rational(1, 30)],
      ['a quarter', '24.mp4', rational(30_000, 1001), rational(1, 4), rational(2)],
      ['7/3, as people write it', '30.mp4', rational(60), rational(2_333_333, 1_000_000), rational(1234, 1000)],
    ])('shows the right picture in each frame, cut anywhere: %s', async (_, name, fps, speed, inPoint) => {
      const media = [mediaInfo({ width: NUMBERED_WIDTH, height: NUMBERED_HEIGHT, sound: false, duration: SECONDS })];
      const look = view(0, inPoint, { speed });
      const plan = planOf({ fps, media, spans: [{ kind: 'clip', frames: 30, view: look }] });
      const files = { media: [path(name)], pictures: [], directory: path('out') };
      const [whole, cut] = await Promise.all([rawFrames(plan, files), rawFrames(cutAt(plan, [1, 11, 23]), files)]);
      const wanted = Array.from({ length: 30 }, (_n, n) => expected(RATES[name], fps, look, n));
      expect(readNumbers(whole)).toEqual(wanted);
      expect(cut.equals(whole)).toBe(true);
    });

    it.each([rational(1, 4), rational(4, 5), rational(2), rational(3)])(
      'sounds as long as it lasts, at its own pitch: %j',
      async (speed) => {
        const times = speed.num / speed.den;
        const samples = Math.round((SECONDS * RATE) / times);
        const media = [{ file: 'tone.wav', info: soundInfo(SECONDS, 1) }];
        const { left } = await listen(path, media, samples, { lanes: [[span(samples, { speed })]] });
        const first = left.findIndex((level) => Math.abs(level) > 0.1) / RATE;
        const last = left.findLastIndex((level) => Math.abs(level) > 0.1) / RATE;
        // Tempo is changed in overlapping windows of source sound, some 30 ms of it.
        expect(Math.abs(first * times - 2)).toBeLessThan(0.04);
        expect(Math.abs(last * times - 3)).toBeLessThan(0.04);
        const [from, to] = [Math.round((first + 0.05) * RATE), Math.round((last - 0.05) * RATE)];
        const rises = left.slice(from, to).filter((level, n, all) => level >= 0 && (all[n - 1] ?? 0) < 0).length;
        expect(Math.abs(rises / ((to - from) / RATE) - 440)).toBeLessThan(8);
      },
    );

    it('begins where it is trimmed', async () => {
      const media = [{ file: 'tone.wav', info: soundInfo(SECONDS, 1) }];
      const sound = span(RATE, { speed: rational(2), inPoint: rational(3, 2) });
      const { left } = await listen(path, media, RATE, { lanes: [[sound]] });
      const first = left.findIndex((level) => Math.abs(level) > 0.1) / RATE;
      expect(Math.abs(first - 0.25)).toBeLessThan(0.03);
    });
  });
});
