import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's root: the source and the built file lie at different depths below it. */
const packageFile = (from: string): string => {
  const file = join(from, 'package.json');
  return existsSync(file) || dirname(from) === from ? file : packageFile(dirname(from));
};

const read = (): string => {
  const content: unknown = JSON.parse(readFileSync(packageFile(dirname(fileURLToPath(import.meta.url))), 'utf8'));
  const version = typeof content === 'object' && content !== null && 'version' in content ? content.version : undefined;
  return typeof version === 'string' ? version : '0.0.0';
};

export const VERSION = read();
