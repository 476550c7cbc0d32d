import { open, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { familiesIn } from './sfnt-names.js';

/** Where fontconfig looks by default, on Linux and on macOS. */
export const systemFontDirectories = (): readonly string[] => {
  const home = homedir();
  return [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(home, '.fonts'),
    join(home, '.local/share/fonts'),
    '/System/Library/Fonts',
    '/Library/Fonts',
    join(home, 'Library/Fonts'),
  ];
};

const FONT_FILE = /\.(ttf|otf|ttc|otc)$/i;

/** Families installed in these directories and below, sorted. What cannot be read as a font is passed over. */
export async function fontFamilies(directories: readonly string[]): Promise<readonly string[]> {
  const families = new Set<string>();
  for (const directory of directories) {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!FONT_FILE.test(entry.name)) continue;
      for (const family of await familiesOf(join(entry.parentPath, entry.name))) families.add(family);
    }
  }
  return [...families].sort();
}

async function familiesOf(path: string): Promise<readonly string[]> {
  const file = await open(path).catch(() => null);
  if (file === null) return [];
  try {
    return await familiesIn(file);
  } catch {
    return [];
  } finally {
    await file.close();
  }
}
