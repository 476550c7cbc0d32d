import { readFile, writeFile } from 'node:fs/promises';
import { openApiText } from '../src/openapi.js';

const FILE = new URL('../openapi.json', import.meta.url);

it('apps/api/openapi.json is what the code says (make openapi writes it)', async () => {
  const text = await openApiText();
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(FILE, text);
  expect(await readFile(FILE, 'utf8')).toBe(text);
});
