import { readFile, writeFile } from 'node:fs/promises';
import { openApiText } from '../../src/openapi.js';

const FILE = new URL('../../openapi.json', import.meta.url);

it('every schema that is referred to is there', async () => {
  const text = await openApiText();
  const { components } = JSON.parse(text) as { components: { schemas: Record<string, unknown> } };
  const named = [...text.matchAll(/"#\/components\/schemas\/([^"]*)"/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => !Object.hasOwn(components.schemas, name))).toEqual([]);
});

it('apps/api/openapi.json is what the code says (make openapi writes it)', async () => {
  const text = await openApiText();
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(FILE, text);
  expect(await readFile(FILE, 'utf8')).toBe(text);
});
