import { readFileSync } from 'node:fs';

/** Text beside the sources, by its path below apps/api/src; this file lies where the bundled main.js does. */
export const readOwnFile = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
