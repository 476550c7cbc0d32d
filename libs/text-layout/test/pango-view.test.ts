import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderText } from '../src/index.js';
import { CANVAS, textLayer } from './support/layer.js';
import { type Box, decode, inkBox, type Pixels } from './support/pixels.js';
import { ssim } from './support/ssim.js';

const isHere = spawnSync('pango-view', ['--version'], { stdio: 'ignore' }).status === 0;

/** The same text as Pango's own viewer draws it, without any markup: white on black. */
const viewed = async (text: string, font: string, size: number): Promise<Pixels> => {
  const dir = await mkdtemp(join(tmpdir(), 'cutroom-pango-'));
  try {
    const output = join(dir, 'view.png');
    const plain = ['--no-display', '-q', '--dpi=72', '--antialias=gray', '--background=black', '--foreground=white'];
    const options = [...plain, `--font=${font} ${size}`, `--text=${text}`, '--margin=40', '-o', output];
    spawnSync('pango-view', options, { stdio: 'ignore' });
    return await decode(await readFile(output));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

const drawn = async (text: string, font: string, size: number): Promise<Pixels> => {
  const { png } = await renderText(textLayer(text, { font, size }), CANVAS);
  return decode(await sharp(png).flatten({ background: 'black' }).png().toBuffer());
};

const isLit = ([red = 0, green = 0, blue = 0]: readonly number[]): boolean => red + green + blue > 3 * 40;
const boxOf = (picture: Pixels): Box => inkBox(picture, isLit);

const LARGE = [
  ['H', 'Noto Sans', 200],
  ['Summer Sale: 50% <off> & "more"', 'DejaVu Sans', 48],
  ['two\nlines', 'DejaVu Serif', 96],
] as const;

(isHere ? it.each(LARGE) : it.skip.each(LARGE))(
  'is as large as pango-view draws it (skipped where that is not installed): %s in %s of %i pixels',
  async (text, font, size) => {
    const own = boxOf(await drawn(text, font, size));
    const reference = boxOf(await viewed(text, font, size));
    // Two releases of Pango round glyph positions differently: a pixel in a hundred, and one for the edges.
    expect(Math.abs(own.width - reference.width)).toBeLessThanOrEqual(2 + reference.width / 100);
    expect(Math.abs(own.height - reference.height)).toBeLessThanOrEqual(2);
  },
);

const SCRIPTS = [
  ['Devanagari', 'नमस्ते दुनिया क्षत्रिय', 'Noto Sans Devanagari'],
  ['Arabic', 'مرحبا بالعالم', 'Noto Naskh Arabic'],
  ['Hebrew', 'שלום עולם', 'Noto Sans Hebrew'],
  ['Thai', 'สวัสดีชาวโลก', 'Noto Sans Thai'],
  ['Tamil', 'தமிழ் மொழி', 'Noto Sans Tamil'],
  ['Bengali', 'বাংলা ক্ষুদ্র', 'Noto Sans Bengali'],
  ['Chinese', '你好世界', 'Noto Sans CJK SC'],
  ['Japanese', 'こんにちは', 'Noto Sans CJK JP'],
  ['Korean', '안녕하세요', 'Noto Sans CJK KR'],
  ['Cyrillic', 'Привет, мир', 'Noto Sans'],
  ['Greek', 'Γειά σου Κόσμε', 'Noto Sans'],
  ['emoji', '😀 👍🏽 👨‍👩‍👧', 'Noto Color Emoji'],
  ['mixed', 'Hi नमस्ते مرحبا 你好 😀', 'Noto Sans'],
] as const;

(isHere ? it.each(SCRIPTS) : it.skip.each(SCRIPTS))(
  'is pixel for pixel what pango-view draws (skipped where that is not installed): %s',
  async (_script, text, font) => {
    const [own, reference] = [await drawn(text, font, 48), await viewed(text, font, 48)];
    expect(ssim(own, boxOf(own), reference, boxOf(reference))).toBeGreaterThanOrEqual(0.99);
  },
);

it('would notice: a vowel sign in the wrong place is another picture', async () => {
  const [right, wrong] = [
    await drawn('कि', 'Noto Sans Devanagari', 48),
    await drawn('क ि', 'Noto Sans Devanagari', 48),
  ];
  expect(ssim(right, boxOf(right), wrong, boxOf(wrong))).toBeLessThan(0.9);
});
