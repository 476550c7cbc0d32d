import type { Problem } from '#lib/contracts';
import { pointerTo } from './pointer.js';

/** Deeper than anything the API speaks of, and far from what exhausts the stack of a recursive validator. */
const MAX_DEPTH = 24;
/** The fullest request there can be has about 8 000; validators cost some 10 µs for each. */
const MAX_VALUES = 12_000;
/** Of one object. Metadata of 4 kB cannot hold more; class-transformer's cost grows with the square of it. */
const MAX_FIELDS = 1_000;
/** Names come back in pointers, those of a parent once for every child. */
const MAX_NAME_LENGTH = 1_024;

interface Node {
  readonly pointer: string;
  readonly name: string;
  readonly value: unknown;
}

/**
 * What class-transformer cannot be given: it recurses, it takes seconds for what is large, and it drops names that every
 * object inherits without a word. Walks level by level, so that it cannot overflow itself, and ends where a limit is passed.
 */
export const shapeProblems = (value: unknown): readonly Problem[] => {
  const problems: Problem[] = [];
  let level: readonly Node[] = [{ pointer: '', name: '', value }];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return [{ pointer: '', message: 'is nested too deeply' }];
    const next: Node[] = [];
    for (const node of level) {
      const tooMuch = overfull(node);
      if (tooMuch !== null) return [{ pointer: node.pointer, message: tooMuch }];
      values += sizeOf(node.value);
      if (values > MAX_VALUES) return [{ pointer: '', message: `must hold at most ${MAX_VALUES} values` }];
      for (const child of childrenOf(node)) next.push(child);
    }
    level = next;
    problems.push(...level.flatMap(unusable));
  }
  return problems;
};

const sizeOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
};

const overfull = ({ value }: Node): string | null => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const names = Object.keys(value);
  if (names.length > MAX_FIELDS) return `must hold at most ${MAX_FIELDS} fields`;
  return names.some((name) => name.length > MAX_NAME_LENGTH)
    ? `has a field whose name is longer than ${MAX_NAME_LENGTH} characters`
    : null;
};

const childrenOf = ({ pointer, value }: Node): readonly Node[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).map(([name, child]) => ({ pointer: pointerTo(pointer, name), name, value: child }));

/** NUL and half surrogate pairs: valid JSON that jsonb refuses and no font can draw. */
const UNSTORABLE = /[\0\p{Cs}]/u;

const unusable = ({ pointer, name, value }: Node): readonly Problem[] => {
  if (name in Object.prototype) return [{ pointer, message: 'cannot be the name of a field' }];
  const text = typeof value === 'string' ? name + value : name;
  return UNSTORABLE.test(text) ? [{ pointer, message: 'holds a character that is not text' }] : [];
};

/** A copy in which `null` fields are absent: both mean "not said". Fields named in `keep` are taken as they are. */
export const withoutNulls = (value: unknown, keep: ReadonlySet<string>): unknown => {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, keep));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (inner === null) return [];
      return [[key, keep.has(key) ? inner : withoutNulls(inner, keep)]];
    }),
  );
};
