import type { MediaInfo } from '#lib/render-plan';
import { type Rational, rational } from '#lib/timeline';
import { mediaInfo } from '../../../../test/factories/media.js';
import { makeNumbered, NUMBERED_HEIGHT, NUMBERED_WIDTH, pictureTimes, readNumbers } from './support/numbered.js';
import { planOf, view } from './support/plans.js';
import { rawFrames } from './support/render.js';
import { workDirectory } from './support/run.js';

const path = workDirectory();
const JITTER = 'N*3003+mod(N*N*1237\\,2400)';
const NTSC = rational(30_000, 1001);
const SOURCES = {
  '24': { fps: rational(24), name: '24.mp4' },
  '25': { fps: rational(25), name: '25.mp4' },
  '29.97': { fps: NTSC, name: '2997.mp4' },
  '30': { fps: rational(30), name: '30.mp4' },
  '30 in milliseconds': { fps: rational(30), name: '30.mkv' },
  '60': { fps: rational(60), name: '60.mp4' },
  variable: { fps: rational(30), name: 'vfr.mp4', pts: JITTER },
} as const;
type SourceName = keyof typeof SOURCES;
const FRAMES = 150;
const sourceNames = Object.keys(SOURCES) as SourceName[];
const mediaOf = ({ fps }: { readonly fps: Rational }): MediaInfo =>
  mediaInfo({
    width: NUMBERED_WIDTH,
    height: NUMBERED_HEIGHT,
    sound: false,
    duration: Number(((FRAMES * fps.den) / fps.num).toFixed(3)),
  });

beforeAll(async () => {
  await Promise.all(
    Object.values(SOURCES).map((source) => makeNumbered({ frames: FRAMES, ...source, path: path(source.name) })),
  );
}, 60_000);

/** The last picture that begins before the middle of the output frame at `seconds`; the first before any. */
const expected = (times: readonly Rational[], fps: Rational, inPoint: Rational, frame: number): number => {
  // In units of 1 / (2 · fps.num · all denominators): whole numbers, no rounding.
  const found = times.findLastIndex((time) => {
    const lateness =
      2n * BigInt(fps.num) * (BigInt(time.num) * BigInt(inPoint.den) - BigInt(inPoint.num) * BigInt(time.den));
    const unit = BigInt(fps.den) * BigInt(time.den) * BigInt(inPoint.den);
    return lateness < BigInt(2 * frame + 1) * unit;
  });
  return Math.max(0, found);
};

const numbersOf = async (name: SourceName, fps: Rational, inPoint: Rational, frames: number, offset = 0) => {
  const plan = planOf({
    fps,
    media: [mediaOf(SOURCES[name])],
    spans: [{ kind: 'clip', frames, view: view(0, inPoint, { offset }) }],
  });
  const file = path(SOURCES[name].name);
  const raw = await rawFrames(plan, { media: [file], pictures: [], directory: path('out') });
  const times = await pictureTimes(file);
  const wanted = Array.from({ length: frames }, (_, n) => expected(times, fps, inPoint, n + offset));
  return { shown: readNumbers(raw), wanted };
};

describe.each(sourceNames)('a source of %s pictures a second', (name) => {
  it.each([
    ['24', rational(24), rational(0), 0],
    ['25', rational(25), rational(1, 3), 0],
    ['29.97', NTSC, rational(7, 10), 13],
    ['30', rational(30), rational(0), 0],
    ['30', rational(30), rational(1234, 1000), 7],
    ['60', rational(60), rational(11, 7), 30],
    ['12.5', rational(25, 2), rational(3, 2), 1],
  ])('shows the right one in each frame at %s', async (_, fps, inPoint, offset) => {
    const { shown, wanted } = await numbersOf(name, fps, inPoint, 40, offset);
    expect(shown).toEqual(wanted);
  });

  it('holds its last picture where it ends early, and where it has ended', async () => {
    const end = FRAMES / (SOURCES[name].fps.num / SOURCES[name].fps.den);
    const before = await numbersOf(name, rational(30), rational(Math.floor(end * 10) - 2, 10), 20);
    expect(before.shown).toEqual(before.wanted);
    const after = await numbersOf(name, rational(30), rational(Math.ceil(end) + 3), 5);
    expect(after.shown).toEqual([FRAMES - 1, FRAMES - 1, FRAMES - 1, FRAMES - 1, FRAMES - 1]);
  });
});
