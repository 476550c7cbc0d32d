import type { MediaInfo, Span } from '#lib/render-plan';
import { type Rational, rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { cutAt, planOf, view } from '../support/plans.js';
import { frameSums } from '../support/render.js';
import { tool, workDirectory } from '../support/run.js';

describe('segmented equals whole', () => {
  const path = workDirectory();
  const NTSC = rational(30_000, 1001);
  const WIDTH = 192;
  const HEIGHT = 108;
  const SECONDS = 6;

  interface Source {
    readonly name: string;
    readonly rate: Rational;
    readonly more?: readonly string[];
  }
  const SOURCES: readonly Source[] = [
    { name: '24.mp4', rate: rational(24) },
    { name: '30.mp4', rate: rational(30) },
    { name: '2997.mp4', rate: NTSC },
    { name: '60.mp4', rate: rational(60) },
    // Small and grey, so that contain and colours have something to do.
    {
      name: 'vfr.mkv',
      rate: rational(30),
      more: ['-vf', "select='not(eq(mod(n,7),3))*not(between(n,40,55))',scale=120:108", '-fps_mode', 'vfr'],
    },
  ];

  const make = ({ name, rate, more = [] }: Source): Promise<Buffer> =>
    tool(
      ...['-f', 'lavfi', '-i', `testsrc2=s=${WIDTH}x${HEIGHT}:r=${rate.num}/${rate.den}:d=${SECONDS}`, ...more],
      ...[
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-crf',
        '8',
        '-g',
        '50',
        '-bf',
        '2',
        '-pix_fmt',
        'yuv420p',
        path(name),
      ],
    );
  beforeAll(async () => void (await Promise.all(SOURCES.map(make))), 60_000);

  const infos: readonly MediaInfo[] = SOURCES.map(({ name }) =>
    mediaInfo({ width: name === 'vfr.mkv' ? 120 : WIDTH, height: HEIGHT, sound: false, duration: SECONDS }),
  );
  const sourceIndex = (name: string): number => SOURCES.findIndex((source) => source.name === name);
  const clip = (name: string, frames: number, inPoint = rational(0), more = {}): Span => ({
    kind: 'clip',
    frames,
    view: view(sourceIndex(name), inPoint, more),
  });
  const files = { media: SOURCES.map(({ name }) => path(name)), pictures: [], directory: path('out') };

  const EFFECTS = ['fade', 'wipeleft', 'circleopen', 'dissolve', 'pixelize', 'slideup'].concat([
    'fadegrays',
    'hblur',
    'zoomin',
    'slideleft',
    'squeezeh',
  ]);

  /** Checksums of the frames of one graph, and of one graph for each segment. */
  const bothWays = async (fps: Rational, spans: readonly Span[], edges: readonly number[], background = '#000000') => {
    const whole = planOf({ fps, media: infos, spans, width: WIDTH, height: HEIGHT, background, threads: 2 });
    const [one, many] = await Promise.all([frameSums(whole, files), frameSums(cutAt(whole, edges), files)]);
    return { whole, one, many };
  };

  const expectSame = async (
    fps: Rational,
    spans: readonly Span[],
    edges: readonly number[],
    background = '#000000',
  ): Promise<void> => {
    const { whole, one, many } = await bothWays(fps, spans, edges, background);
    expect(one).toHaveLength(whole.frames);
    expect(many).toEqual(one);
  };

  describe('segments show the very frames of the whole', () => {
    it.each<[string, string, Rational, Rational]>([
      ['24 → 30', '24.mp4', rational(30), rational(0)],
      ['30 → 25', '30.mp4', rational(25), rational(0)],
      ['29.97 → 30', '2997.mp4', rational(30), rational(0)],
      ['variable → 30', 'vfr.mkv', rational(30), rational(1, 10)],
      ['60 → 24', '60.mp4', rational(24), rational(0)],
      ['30 → 29.97, trimmed oddly', '30.mp4', NTSC, rational(1237, 1000)],
      ['60 → 25, trimmed by a third', '60.mp4', rational(25), rational(1, 3)],
      ['24 → 23.976, trimmed by a half frame', '24.mp4', rational(24_000, 1001), rational(1, 48)],
      ['variable → 60, past its end', 'vfr.mkv', rational(60), rational(9, 2)],
    ])('over one clip, %s', async (_, name, fps, inPoint) => {
      await expectSame(fps, [clip(name, 90, inPoint)], [1, 45, 71]);
    });

    it('over cuts, and gaps', async () => {
      const spans: Span[] = [clip('24.mp4', 20), clip('60.mp4', 25, rational(7, 9)), { kind: 'background', frames: 9 }];
      await expectSame(rational(30), [...spans, clip('vfr.mkv', 30, rational(1))], [12, 20, 33, 45, 50, 54, 60]);
    });

    it.each(['#000000', '#3366cc'])('over dips through %s', async (background) => {
      const out = { fades: [{ direction: 'out' as const, start: 28, frames: 12 }] };
      const both = {
        fades: [
          { direction: 'in' as const, start: 0, frames: 11 },
          { direction: 'out' as const, start: 20, frames: 20 },
        ],
      };
      const spans = [clip('24.mp4', 40, rational(0), out), clip('vfr.mkv', 40, rational(1, 2), both)];
      await expectSame(rational(30), spans, [5, 31, 40, 66], background);
    });

    it('over every kind of transition at and within its edges', async () => {
      const [apart, length] = [15, 20];
      const spans = EFFECTS.flatMap((effect, index): Span[] => {
        const [from, to] = index % 2 === 0 ? ['30.mp4', '2997.mp4'] : ['2997.mp4', '30.mp4'];
        return [
          clip(from ?? '', apart),
          {
            ...{ kind: 'transition', frames: length, effect, offset: 0, total: length },
            from: view(sourceIndex(from ?? ''), rational(0), { offset: apart }),
            to: view(sourceIndex(to ?? ''), rational(1)),
          },
        ];
      });
      const each = apart + length;
      const edges = EFFECTS.flatMap((_, index) =>
        [apart, apart + 1 + (index % 18), each].map((at) => index * each + at),
      );
      const { one, many } = await bothWays(NTSC, spans, edges.slice(0, -1));
      expect(one).toHaveLength(EFFECTS.length * each);
      const wrong = one.flatMap((sum, frame) => (sum === many[frame] ? [] : [EFFECTS[Math.floor(frame / each)]]));
      expect([...new Set(wrong)]).toEqual([]);
      expect(many).toHaveLength(one.length);
    });
  });
});
