import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { pick } from '../demo/json.js';

const ROTATE_BYTES = 20 * 1024 * 1024;

/** Keeps one older file, so that logs of a long-lived data directory stay bounded. */
export function rotate(path: string): void {
  if (existsSync(path) && statSync(path).size > ROTATE_BYTES) {
    renameSync(path, `${path}.1`);
  }
}

/** What a JSON log line says (the service writes `message`, pino by default `msg`), or the line itself. */
function words(line: string): string {
  try {
    const entry: unknown = JSON.parse(line);
    const said = pick(entry, 'message') ?? pick(entry, 'msg');
    if (typeof said === 'string') {
      return said;
    }
  } catch {
    // Not JSON: shown as it is.
  }
  return line;
}

/** Node closes an uncaught error with its version; the reason stands at the top of the stack above it. */
const reasonIndex = (lines: readonly string[]): number =>
  /^Node\.js v\d/.test(lines.at(-1) ?? '') ? lines.findLastIndex((line) => /^\w*Error\b.*: /.test(line)) : -1;

/** The last thing a program said before it ended: usually why. */
export function lastLine(path: string): string {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  const line = lines.at(reasonIndex(lines)) ?? '';
  return line === '' ? 'it ended without a word.' : words(line);
}
