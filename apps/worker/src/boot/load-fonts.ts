import { stat } from 'node:fs/promises';
import { fontFamilies, systemFontDirectories, useFonts } from '#lib/text-layout';

/** Makes the operator's own fonts available to this process. @returns every family there is, the system's included */
export async function loadFonts(fontsDir: string, dataDir: string): Promise<readonly string[]> {
  const given = (await stat(fontsDir).catch(() => null))?.isDirectory() ?? false;
  if (given) await useFonts(fontsDir, dataDir);
  return fontFamilies([...systemFontDirectories(), ...(given ? [fontsDir] : [])]);
}
