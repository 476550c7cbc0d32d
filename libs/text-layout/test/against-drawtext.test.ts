import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderText, textRenderer } from '../src/index.js';
import { type Coverage, coverageOf, difference } from './support/coverage.js';
import { CANVAS, textLayer } from './support/layer.js';

const SIZE = 96;

const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' });
const fontFile = (family: string): string => run('fc-match', '-f', '%{file}', family).stdout;
/** HarfBuzz came to drawtext in 6.1; before that it laid out no script that must be shaped. */
const shapes = (() => {
  const [, major = '0', minor = '0'] = /version n?(\d+)\.(\d+)/.exec(run('ffmpeg', '-version').stdout) ?? [];
  return Number(major) * 100 + Number(minor) >= 601;
})();

/** The reference: the same words as outlines of an SVG, drawn by librsvg. White on black. */
const reference = async (text: string, family: string): Promise<Coverage> => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="300"><rect width="1280" height="300"/>
    <text x="20" y="180" font-family="${family}" font-size="${SIZE}" fill="white">${text}</text></svg>`;
  return coverageOf(await sharp(Buffer.from(svg)).png().toBuffer());
};

const asPicture = async (text: string, family: string): Promise<Coverage> =>
  coverageOf((await renderText(textLayer(text, { font: family, size: SIZE }), CANVAS)).png);

/** As safely as drawtext can be used: text from a file of our own, nothing expanded. */
const asDrawtext = async (text: string, family: string): Promise<Coverage> => {
  const dir = await mkdtemp(join(tmpdir(), 'cutroom-drawtext-'));
  try {
    await writeFile(join(dir, 'text'), text);
    const filter = `drawtext=textfile=${join(dir, 'text')}:expansion=none:fontfile=${fontFile(family)}:fontsize=${SIZE}:fontcolor=white:x=20:y=80`;
    const output = join(dir, 'drawn.png');
    const { status, stderr } = run(
      'ffmpeg',
      '-v',
      'error',
      '-nostdin',
      '-f',
      'lavfi',
      '-i',
      'color=black:s=1280x300',
      '-vf',
      `format=gray,${filter}`,
      '-frames:v',
      '1',
      output,
    );
    if (status !== 0) throw new Error(stderr);
    return await coverageOf(await readFile(output));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

/** Share of the ink that is not where the reference has it, for both ways to draw. */
const errors = async (text: string, family: string) => {
  const wanted = await reference(text, family);
  return {
    picture: difference(wanted, await asPicture(text, family)),
    drawtext: difference(wanted, await asDrawtext(text, family)),
  };
};

/** Hinting and anti-aliasing move ink by parts of a pixel; a letter in another place or shape moves far more. */
const SAME = 0.35;
const WRONG = 0.6;

const CASES = [
  ['Latin', 'Summer Sale 50% off', 'Noto Sans'],
  ['kerned Latin', 'AVAToWa', 'Noto Sans'],
  ['Devanagari', 'नमस्ते दुनिया', 'Noto Sans Devanagari'],
  ['Tamil', 'தமிழ் மொழி', 'Noto Sans Tamil'],
  ['Arabic', 'مرحبا بالعالم', 'Noto Naskh Arabic'],
] as const;

it.each(CASES)('is always drawn as a picture, and rightly: %s', async (_script, text, family) => {
  expect(textRenderer(textLayer(text))).toBe('picture');
  expect((await errors(text, family)).picture).toBeLessThan(SAME);
});

it('drawtext would do for a Latin text without kerning pairs', async () => {
  expect((await errors('Summer Sale 50% off', 'Noto Sans')).drawtext).toBeLessThan(SAME);
});

const unshaped = [CASES[1], CASES[2], CASES[3]];
(shapes ? it.skip.each(unshaped) : it.each(unshaped))(
  'drawtext before ffmpeg 6.1 draws %s wrongly (skipped on later ones)',
  async (_script, text, family) => {
    expect((await errors(text, family)).drawtext).toBeGreaterThan(WRONG);
  },
);

it('would notice: another text counts as wrong', async () => {
  const wanted = await reference('Summer', 'Noto Sans');
  expect(difference(wanted, await asPicture('Winter', 'Noto Sans'))).toBeGreaterThan(WRONG);
});
