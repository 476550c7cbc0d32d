import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CHAPTERS } from '../../scripts/language/chapters.js';
import { fieldsOf, type Schema } from '../../scripts/language/fields.js';
import { languagePage } from '../../scripts/language/page.js';

const root = resolve(import.meta.dirname, '..', '..');
const page = join(root, 'docs', 'language.md');
const pictures = join(root, 'docs', 'images', 'language');
const MOST_BYTES = 1_500_000;

const examples = CHAPTERS.flatMap((chapter) => chapter.examples);

const fields = async () => {
  const api = JSON.parse(await readFile(join(root, 'apps', 'api', 'openapi.json'), 'utf8')) as {
    components: { schemas: Record<string, Schema> };
  };
  return fieldsOf(api.components.schemas);
};

it('docs/language.md is what the API and scripts/language say (UPDATE_GOLDEN=1 writes it)', async () => {
  const text = languagePage(await fields());
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(page, text);
  expect(await readFile(page, 'utf8')).toBe(text);
});

it('every field of the request is on the page, and none that there is not', async () => {
  const text = await readFile(page, 'utf8');
  const paths = (await fields()).map(({ path }) => path);
  expect(paths.length).toBeGreaterThan(80);
  expect(paths.filter((path) => !text.includes(`| \`${path}\` |`))).toEqual([]);
  expect(examples.flatMap((example) => example.fields).filter((path) => !paths.includes(path))).toEqual([]);
});

it('every field of the request has its picture, but for one that is an address', async () => {
  const shown = new Set(examples.flatMap((example) => example.fields));
  const without = (await fields()).map(({ path }) => path).filter((path) => !shown.has(path));
  expect(without).toEqual(['callback_url']);
});

it('every example has its picture, and every picture its example, small enough for a repository', async () => {
  const files = await readdir(pictures);
  expect(files.sort()).toEqual(examples.map(({ name }) => `${name}.webp`).sort());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(pictures, file))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
});
