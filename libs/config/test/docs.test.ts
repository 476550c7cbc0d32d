import { readFile, writeFile } from 'node:fs/promises';
import { envExample, settingsMarkdown } from '../src/index.js';

const root = new URL('../../../', import.meta.url);

describe('documentation of the settings', () => {
  it.each([
    ['docs/settings.md', settingsMarkdown],
    ['.env.example', envExample],
  ] as const)('%s says what the code does (UPDATE_GOLDEN=1 rewrites it)', async (path, generate) => {
    const file = new URL(path, root);
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, generate());
    expect(await readFile(file, 'utf8')).toBe(generate());
  });
});
