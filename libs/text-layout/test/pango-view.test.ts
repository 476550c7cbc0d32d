import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderText } from '../src/index.js';
import { CANVAS, textLayer } from './support/layer.js';
import { decode, inkBox } from './support/pixels.js';

const isHere = spawnSync('pango-view', ['--version'], { stdio: 'ignore' }).status === 0;
const darkInk = ([red = 255, green = 255, blue = 255]: readonly number[]): boolean => red + green + blue < 3 * 190;

/** The ink of the same text as Pango's own viewer draws it, without any markup. */
const viewed = async (text: string, font: string, size: number) => {
  const dir = await mkdtemp(join(tmpdir(), 'cutroom-pango-'));
  try {
    const output = join(dir, 'view.png');
    const options = [
      '--no-display',
      '--dpi=72',
      `--font=${font} ${size}`,
      `--text=${text}`,
      '--margin=40',
      '--antialias=gray',
      '-q',
      '-o',
      output,
    ];
    spawnSync('pango-view', options, { stdio: 'ignore' });
    return inkBox(await decode(await readFile(output)), darkInk);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

const CASES = [
  ['H', 'Noto Sans', 200],
  ['Summer Sale: 50% <off> & "more"', 'DejaVu Sans', 48],
  ['two\nlines', 'DejaVu Serif', 96],
  ['नमस्ते दुनिया', 'Noto Sans Devanagari', 64],
  ['مرحبا بالعالم', 'Noto Naskh Arabic', 64],
] as const;

(isHere ? it.each(CASES) : it.skip.each(CASES))(
  'is as large as pango-view draws it (skipped where that is not installed): %s in %s of %i pixels',
  async (text, font, size) => {
    const own = inkBox(await decode((await renderText(textLayer(text, { font, size }), CANVAS)).png));
    const reference = await viewed(text, font, size);
    // Two releases of Pango round glyph positions differently: a pixel in a hundred, and one for the edges.
    expect(Math.abs(own.width - reference.width)).toBeLessThanOrEqual(2 + reference.width / 100);
    expect(Math.abs(own.height - reference.height)).toBeLessThanOrEqual(2);
  },
);
