import { readColor } from './colors.js';
import type { Cue } from './cue.js';
import { placeAtKey } from './places.js';
import { type Look, plainLook, readTags, type Tag } from './tags.js';
import { readSpan } from './times.js';

const lookOf = (tag: Tag): Look => {
  if (tag.name !== 'font') return plainLook(tag);
  const color = readColor(/color\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/i.exec(tag.rest)?.[1] ?? '');
  return color === null ? {} : { color };
};

/** Editors write ASS's alignment into SubRip as well. */
const ALIGNMENT = /\{\\an([1-9])\}/;

/** SubRip: no specification, so whatever has an arrow between two times begins a cue. */
export const parseSrt = (text: string): readonly Cue[] => {
  const lines = text.split('\n');
  const cues: Cue[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const span = readSpan(lines[at] ?? '');
    if (span === null) continue;
    const body: string[] = [];
    for (let line = lines[at + 1]; line !== undefined && readSpan(line) === null; line = lines[at + 1]) {
      body.push(line);
      at += 1;
    }
    const content = withoutNext(body, at + 1 < lines.length);
    const key = Number(ALIGNMENT.exec(content)?.[1] ?? 2);
    const runs = readTags(content.replace(/\{\\[^{}]{0,100}\}/g, ''), lookOf);
    cues.push({ start: span.start, end: span.end, runs, place: placeAtKey(key), dress: null });
  }
  return cues;
};

/** A cue's lines without what follows it: empty lines, and the number of the next one. */
const withoutNext = (body: readonly string[], followed: boolean): string => {
  const kept = [...body];
  const trim = (): void => {
    while (kept.length > 0 && kept.at(-1)?.trim() === '') kept.pop();
  };
  const spaced = kept.at(-2)?.trim() === '' || kept.length === 1;
  trim();
  if (followed && spaced && /^\s*\d+\s*$/.test(kept.at(-1) ?? '')) kept.pop();
  trim();
  return kept.join('\n');
};
