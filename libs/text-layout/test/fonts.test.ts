import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fontFamilies, systemFontDirectories, useFonts } from '../src/index.js';

const FCLIST = spawnSync('fc-list', ['-f', '%{file}\t%{family[0]}\n'], { encoding: 'utf8' });
const listed = (FCLIST.stdout ?? '').split('\n').map((line) => line.split('\t'));

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cutroom-fonts-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** A font of this system under a name that no system has, in a directory of its own. */
const ownFont = async (name: string): Promise<string> => {
  for (const directory of systemFontDirectories()) {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
    const found = entries.find((entry) => entry.name === 'DejaVuSerif.ttf' || entry.name === 'NotoSerif-Regular.ttf');
    if (found === undefined) continue;
    const bytes = await readFile(join(found.parentPath, found.name));
    for (const [old, write] of [
      ['DejaVu Serif', (text: string) => Buffer.from(text, 'latin1')],
      ['DejaVu Serif', utf16],
      ['Noto Serif', utf16],
    ] as const) {
      for (let at = bytes.indexOf(write(old)); at >= 0; at = bytes.indexOf(write(old), at + 1)) {
        write(name.slice(0, old.length)).copy(bytes, at);
      }
    }
    await writeFile(join(dir, 'own.ttf'), bytes);
    return join(dir, 'own.ttf');
  }
  throw new Error('This test needs DejaVu Serif or Noto Serif.');
};

(FCLIST.status === 0 ? it : it.skip)('knows every family that fontconfig lists (skipped without fc-list)', async () => {
  const families = new Set(await fontFamilies(systemFontDirectories()));
  const sfnt = listed.filter(([file = '']) => /\.(ttf|otf|ttc)$/.test(file)).map(([, family = '']) => family);
  expect(sfnt.length).toBeGreaterThan(0);
  expect([...new Set(sfnt)].filter((family) => !families.has(family))).toEqual([]);
});

it('passes over files that are no fonts', async () => {
  const names = {
    'empty.ttf': '',
    'text.otf': 'hello',
    'cut.ttf': '\u0000\u0001\u0000\u0000\u0000\u0009abcdefghijklmn',
  };
  for (const [name, content] of Object.entries(names)) await writeFile(join(dir, name), content);
  expect(await fontFamilies([dir, join(dir, 'missing')])).toEqual([]);
});

/** Width of a text as a fresh process draws it, since fontconfig reads its settings once. */
const widthIn = (font: string, env: NodeJS.ProcessEnv): number => {
  const script = `const sharp = require('sharp');
    sharp({ text: { text: 'WWiiMM', font: '${font} 60', dpi: 72, rgba: true } }).raw().toBuffer({ resolveWithObject: true })
      .then(({ info }) => console.log(info.width));`;
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { ...process.env, ...env } }));
};

it('lets a process draw with fonts from a directory of its own', async () => {
  await ownFont('Zarafenstolz');
  const [family = ''] = await fontFamilies([dir]);
  expect(family).toMatch(/^Zarafen/);
  const before = process.env['FONTCONFIG_FILE'];
  await useFonts(dir, dir);
  const settings = process.env['FONTCONFIG_FILE'];
  if (before === undefined) delete process.env['FONTCONFIG_FILE'];
  else process.env['FONTCONFIG_FILE'] = before;
  expect(settings).toContain(dir);
  expect(widthIn(family, { FONTCONFIG_FILE: settings })).not.toBe(widthIn(family, {}));
});
