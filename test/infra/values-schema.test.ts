import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHART } from './support/chart.js';
import { SECRETS, SETTINGS } from './support/settings.js';

/** What the templates set by themselves; a value for it would be ignored. */
const OF_THE_CHART = new Set(['HOST', 'PORT', 'WORKER_PORT', 'DATA_DIR']);

const ENUM = /("(settings|secretSettings)":[\s\S]*?"propertyNames": \{\s*"enum": )\[[^\]]*\]/g;

it('the chart takes every setting there is and no other: run with UPDATE_GOLDEN=1 after adding one', async () => {
  const file = join(CHART, 'values.schema.json');
  const text = await readFile(file, 'utf8');
  const names = {
    settings: [...SETTINGS].filter((name) => !SECRETS.has(name) && !OF_THE_CHART.has(name)).sort(),
    secretSettings: [...SECRETS].sort(),
  };
  // As the formatter writes it.
  const list = (words: readonly string[]): string =>
    `[\n          ${words.map((word) => `"${word}"`).join(',\n          ')}\n        ]`;
  const expected = text.replace(ENUM, (_whole, before: string, kind: keyof typeof names) => before + list(names[kind]));
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, expected);
  else expect(text).toBe(expected);
  expect(JSON.parse(expected)).toMatchObject({
    definitions: { settings: { propertyNames: { enum: names.settings } } },
  });
});
