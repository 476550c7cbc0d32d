import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Lets texts of this process use the fonts of `fontsDir` beside those of the system. To be called before the first text is
 * drawn: fontconfig reads its settings once. Writes them, and its cache, below `stateDir`.
 */
export async function useFonts(fontsDir: string, stateDir: string): Promise<void> {
  const own = join(resolve(stateDir), 'fontconfig');
  await mkdir(own, { recursive: true });
  const before = process.env['FONTCONFIG_FILE'] ?? '/etc/fonts/fonts.conf';
  const path = join(own, 'fonts.conf');
  const settings = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    ...(before === path ? [] : [`  <include ignore_missing="yes">${escapeXml(before)}</include>`]),
    `  <dir>${escapeXml(resolve(fontsDir))}</dir>`,
    `  <cachedir>${escapeXml(join(own, 'cache'))}</cachedir>`,
    '</fontconfig>',
  ];
  await writeFile(path, `${settings.join('\n')}\n`);
  process.env['FONTCONFIG_FILE'] = path;
}
