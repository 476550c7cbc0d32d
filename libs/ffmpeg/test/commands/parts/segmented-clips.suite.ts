import type { ClipView, MediaInfo, Span } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { cutAt, planOf, view } from '../support/plans.js';
import { frameSums } from '../support/render.js';
import { tool, workDirectory } from '../support/run.js';

describe('segmented clips', () => {
  const path = workDirectory();
  const FPS = rational(30);
  const [WIDTH, HEIGHT] = [160, 90];
  const FILES = ['film.mp4', 'see-through.mov', 'still.png', 'clear.png'];
  const [FILM, SEE_THROUGH, STILL, CLEAR] = [0, 1, 2, 3];

  beforeAll(async () => {
    const source = 'testsrc2=s=120x90:r=24:d=4';
    const hole = `${source},format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(X,60),255,90)'`;
    await Promise.all([
      tool(
        '-f',
        'lavfi',
        '-i',
        source,
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-g',
        '40',
        '-pix_fmt',
        'yuv420p',
        path('film.mp4'),
      ),
      tool('-f', 'lavfi', '-i', hole, '-c:v', 'qtrle', '-pix_fmt', 'argb', path('see-through.mov')),
      tool('-f', 'lavfi', '-i', 'testsrc2=s=300x190,format=rgb24', '-frames:v', '1', path('still.png')),
      tool('-f', 'lavfi', '-i', hole, '-frames:v', '1', path('clear.png')),
    ]);
  }, 60_000);

  const size = { sound: false, width: 120, height: 90, duration: 4, fps: 24 };
  const infos: readonly MediaInfo[] = [
    mediaInfo(size),
    mediaInfo({ ...size, alpha: true }),
    mediaInfo({ still: true, width: 300, height: 190 }),
    mediaInfo({ still: true, width: 120, height: 90, alpha: true }),
  ];

  const expectSame = async (spans: readonly Span[], edges: readonly number[], background: string): Promise<void> => {
    const whole = planOf({ fps: FPS, media: infos, spans, width: WIDTH, height: HEIGHT, background, threads: 2 });
    const files = { media: FILES.map(path), pictures: [], directory: path('out') };
    const [one, many] = await Promise.all([frameSums(whole, files), frameSums(cutAt(whole, edges), files)]);
    expect(one).toHaveLength(whole.frames);
    expect(many).toEqual(one);
  };
  const clip = (media: number, frames: number, more: Partial<ClipView> = {}): Span => ({
    kind: 'clip',
    frames,
    view: view(media, rational(0), more),
  });

  describe('segments show the very frames of the whole', () => {
    const zoom = { motion: { kind: 'zoom_in' as const, frames: 40 } };
    const dip = { fades: [{ direction: 'in' as const, start: 0, frames: 11 }] };

    it.each<[string, Span]>([
      ['a still', clip(STILL, 30, dip)],
      ['a still under the camera', clip(STILL, 40, zoom)],
      ['a still under the camera over a blur of itself', clip(STILL, 40, { ...zoom, fit: 'blur', ...dip })],
      ['a still with holes', clip(CLEAR, 30, { motion: { kind: 'pan_up', frames: 30 } })],
      ['a film with holes, graded', clip(SEE_THROUGH, 40, { colorPreset: 'vintage', ...dip })],
      ['a film over a blur of itself', clip(FILM, 40, { fit: 'blur', colorPreset: 'vivid' })],
      [
        'a stretched film at another speed',
        clip(FILM, 40, { fit: 'stretch', speed: rational(3, 2), colorPreset: 'mono' }),
      ],
    ])('of %s', async (_, span) => {
      await expectSame([span], [1, 9, 22, 29], '#203040');
    });

    it.each(['#000000', '#3366cc'])('through transitions between stills and films over %s', async (background) => {
      const fast = { speed: rational(2), colorPreset: 'warm' as const };
      const spans: Span[] = [
        clip(STILL, 12, zoom),
        {
          ...{ kind: 'transition', frames: 14, effect: 'slideleft', offset: 0, total: 14 },
          from: view(STILL, rational(0), { ...zoom, offset: 12 }),
          to: view(FILM, rational(1, 2), fast),
        },
        clip(FILM, 10, { ...fast, inPoint: rational(1, 2), offset: 14 }),
        {
          ...{ kind: 'transition', frames: 10, effect: 'fade', offset: 0, total: 10 },
          from: view(FILM, rational(1, 2), { ...fast, offset: 24 }),
          to: view(CLEAR, rational(0), { fit: 'blur' }),
        },
        clip(CLEAR, 8, { fit: 'blur', offset: 10 }),
      ];
      await expectSame(spans, [5, 12, 13, 20, 30, 37, 41, 50], background);
    });
  });
});
