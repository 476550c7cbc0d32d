import { existsSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const ROOT = process.env['MEDIA_CORPUS'] ?? resolve(import.meta.dirname, '../../../../../shared/media');

/** One row of the corpus' manifest, by column name. */
export type MediaRow = Readonly<Record<string, string>>;

export const corpusIsHere = existsSync(join(ROOT, 'MANIFEST.tsv'));

export const corpusRows = (): readonly MediaRow[] => {
  if (!corpusIsHere) return [];
  const [head = '', ...lines] = readFileSync(join(ROOT, 'MANIFEST.tsv'), 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((value, index) => [names[index] ?? '', value])));
};

export const corpusFile = (name: string): string => join(ROOT, name);

/** A copy under a name as a worker gives it: without the extension the client chose. */
export const fetched = async (name: string, directory: string): Promise<string> => {
  const path = join(directory, name.replaceAll(/[^a-z0-9]+/gi, '_'));
  await copyFile(corpusFile(name), path);
  return path;
};
