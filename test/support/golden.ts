import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../golden/', import.meta.url));
const WIDTH = 120;

export const readGolden = (path: string): string => readFileSync(ROOT + path, 'utf8');

/**
 * Compares with the readable file test/golden/<path>. With UPDATE_GOLDEN=1 the file is rewritten instead; the diff is then
 * for a person to read.
 */
export const expectGolden = (path: string, text: string): void => {
  const actual = text.endsWith('\n') ? text : `${text}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(ROOT + path), { recursive: true });
    writeFileSync(ROOT + path, actual);
  }
  expect(actual).toBe(readGolden(path));
};

/** JSON for reading: whatever fits on one line stands on one line. */
export const readableJson = (value: unknown, indent = ''): string => {
  const flat = oneLine(value);
  if (flat.length + indent.length <= WIDTH || typeof value !== 'object' || value === null) return flat;
  const deeper = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => readableJson(item, deeper))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${readableJson(item, deeper)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${lines.map((line) => deeper + line).join(',\n')}\n${indent}${close}`;
};

const oneLine = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
};
