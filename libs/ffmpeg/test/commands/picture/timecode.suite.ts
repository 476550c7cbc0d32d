import sharp from 'sharp';
import { TIMECODE_GLYPHS, TIMECODE_LENGTH } from '#lib/render-plan';
import { type Rational, rational, type TimecodeFormat } from '#lib/timeline';
import { cutAt, pictureLayer, planOf } from '../support/plans.js';
import { rawFrames } from '../support/render.js';
import { workDirectory } from '../support/run.js';

describe('timecode', () => {
  const path = workDirectory();
  const CELL = 4;
  const CANVAS = { width: 64, height: 8 };
  const STRIP = { checksum: 'strip', width: CELL * TIMECODE_GLYPHS.length, height: 4 };
  /** Each glyph is a grey of its own, so that a decoded frame can be read. */
  const greyOf = (glyph: number): number => 40 + glyph * 16;

  beforeAll(async () => {
    const data = Buffer.alloc(STRIP.width * STRIP.height * 4);
    for (let at = 0; at < data.length / 4; at += 1) {
      const grey = greyOf(Math.floor((at % STRIP.width) / CELL));
      data.set([grey, grey, grey, 255], at * 4);
    }
    await sharp(data, { raw: { width: STRIP.width, height: STRIP.height, channels: 4 } })
      .png()
      .toFile(path('strip.png'));
  });

  interface Shown {
    readonly format: TimecodeFormat;
    readonly fps: Rational;
    readonly offset: number;
    readonly frames: number;
    readonly edges?: readonly number[];
  }

  const read = async ({ format, fps, offset, frames, edges = [] }: Shown): Promise<readonly string[]> => {
    const content = { kind: 'timecode', picture: 0, cellWidth: CELL, format, offset } as const;
    const layers = [pictureLayer({ content, width: CELL * TIMECODE_LENGTH[format], height: 4 })];
    const plan = planOf({
      fps,
      media: [],
      spans: [{ kind: 'background', frames }],
      pictures: [STRIP],
      layers,
      ...CANVAS,
    });
    const files = { media: [], pictures: [path('strip.png')], directory: path('out') };
    const raw = await rawFrames(cutAt(plan, edges), files);
    return Array.from({ length: frames }, (_, frame) =>
      Array.from({ length: TIMECODE_LENGTH[format] }, (_, place) => {
        const luma = raw[frame * CANVAS.width * CANVAS.height * 1.5 + CANVAS.width + place * CELL + 2] ?? 0;
        return TIMECODE_GLYPHS[Math.round((((luma - 16) * 255) / 219 - 40) / 16)] ?? '?';
      }).join(''),
    );
  };

  it.each<[string, Rational, number, readonly string[]]>([
    ['the start at 30', rational(30), 0, ['00:00:00:00', '00:00:00:01', '00:00:00:02']],
    ['over a second at 25', rational(25), 23, ['00:00:00:23', '00:00:00:24', '00:00:01:00']],
    ['over a minute at 30', rational(30), 1798, ['00:00:59:28', '00:00:59:29', '00:01:00:00']],
    ['over an hour at 24', rational(24), 86_398, ['00:59:59:22', '00:59:59:23', '01:00:00:00']],
    ['non-drop-frame at 29.97', rational(30_000, 1001), 1799, ['00:00:59:29', '00:01:00:00', '00:01:00:01']],
  ])('counts hours, minutes, seconds and frames: %s', async (_, fps, offset, wanted) => {
    expect(await read({ format: 'hh:mm:ss:ff', fps, offset, frames: 3 })).toEqual(wanted);
  });

  it('tells seconds, without zeros in front', async () => {
    const at = async (fps: Rational, offset: number) => (await read({ format: 'seconds', fps, offset, frames: 1 }))[0];
    expect(await at(rational(30), 3)).toBe('  0.10');
    expect(await at(rational(25), 331)).toBe(' 13.24');
    expect(await at(rational(30_000, 1001), 5000)).toBe('166.83');
  });

  it('is the same in one piece and cut anywhere', async () => {
    const shown = { format: 'hh:mm:ss:ff', fps: rational(30_000, 1001), offset: 20, frames: 20 } as const;
    expect(await read({ ...shown, edges: [7, 8, 13] })).toEqual(await read(shown));
  });
});
