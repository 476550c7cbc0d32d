import type { MediaInfo } from '#lib/render-plan';
import { type Rational, rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { makeNumbered, NUMBERED_HEIGHT, NUMBERED_WIDTH, pictureTimes, readNumbers } from '../support/numbered.js';
import { planOf, view } from '../support/plans.js';
import { rawFrames } from '../support/render.js';
import { workDirectory } from '../support/run.js';

describe('exact pictures', () => {
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

  interface Shot {
    readonly name: SourceName;
    readonly inPoint: Rational;
    readonly frames: number;
    readonly offset?: number;
  }

  /** The numbers that each shot shows in a film of them all, and those it should show; one process renders them. */
  const filmOf = async (fps: Rational, shots: readonly Shot[]) => {
    const plan = planOf({
      fps,
      media: shots.map(({ name }) => mediaOf(SOURCES[name])),
      spans: shots.map(({ frames, inPoint, offset = 0 }, index) => ({
        ...{ kind: 'clip' as const, frames },
        view: view(index, inPoint, { offset }),
      })),
    });
    const media = shots.map(({ name }) => path(SOURCES[name].name));
    const numbers = readNumbers(await rawFrames(plan, { media, pictures: [], directory: path('out') }));
    const times = await Promise.all(media.map(pictureTimes));
    let from = 0;
    return shots.map(({ name, frames, inPoint, offset = 0 }, index) => {
      const shown = numbers.slice(from, from + frames);
      from += frames;
      const wanted = shown.map((_, n) => expected(times[index] ?? [], fps, inPoint, n + offset));
      return { name, shown, wanted };
    });
  };
  type Film = Awaited<ReturnType<typeof filmOf>>;
  const shown = (film: Film) => film.map(({ name, shown: numbers }) => ({ name, numbers }));
  const wanted = (film: Film) => film.map(({ name, wanted: numbers }) => ({ name, numbers }));

  it.each([
    ['24', rational(24), rational(0), 0],
    ['25', rational(25), rational(1, 3), 0],
    ['29.97', NTSC, rational(7, 10), 13],
    ['30', rational(30), rational(0), 0],
    ['30', rational(30), rational(1234, 1000), 7],
    ['60', rational(60), rational(11, 7), 30],
    ['12.5', rational(25, 2), rational(3, 2), 1],
  ])('at %s pictures a second each frame shows the right picture of every source', async (_, fps, inPoint, offset) => {
    const film = await filmOf(
      fps,
      sourceNames.map((name) => ({ name, inPoint, frames: 40, offset })),
    );
    expect(film.every(({ shown: numbers }) => numbers.length === 40)).toBe(true);
    expect(shown(film)).toEqual(wanted(film));
  });

  it('a source that ends early holds its last picture, also where it has ended before', async () => {
    const endOf = (name: SourceName): number => FRAMES / (SOURCES[name].fps.num / SOURCES[name].fps.den);
    const before = sourceNames.map((name) => ({
      ...{ name, frames: 20 },
      inPoint: rational(Math.floor(endOf(name) * 10) - 2, 10),
    }));
    const after = sourceNames.map((name) => ({ name, frames: 5, inPoint: rational(Math.ceil(endOf(name)) + 3) }));
    const film = await filmOf(rational(30), [...before, ...after]);
    expect(shown(film)).toEqual(wanted(film));
    for (const { shown: numbers } of film.slice(before.length)) expect(numbers).toEqual(Array(5).fill(FRAMES - 1));
  });
});
