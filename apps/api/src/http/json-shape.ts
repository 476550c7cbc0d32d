import type { Problem } from '#lib/contracts';
import { pointerTo } from './pointer.js';

/** Deeper than anything the API speaks of, and far from what exhausts the stack of a recursive validator. */
const MAX_DEPTH = 24;

interface Node {
  readonly pointer: string;
  readonly value: unknown;
}

/**
 * What class-transformer cannot be given: it recurses, and it drops names that every object inherits without a word.
 * Walks level by level, so that it cannot overflow itself.
 */
export const shapeProblems = (value: unknown): readonly Problem[] => {
  const problems: Problem[] = [];
  let level: readonly Node[] = [{ pointer: '', value }];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return [{ pointer: '', message: 'is nested too deeply' }];
    level = level.flatMap((node) => childrenOf(node));
    problems.push(...level.flatMap(unusable));
  }
  return problems;
};

const childrenOf = ({ pointer, value }: Node): readonly Node[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).map(([name, child]) => ({ pointer: pointerTo(pointer, name), value: child }));

/** NUL and half surrogate pairs: valid JSON that jsonb refuses and no font can draw. */
const UNSTORABLE = /[\0\p{Cs}]/u;

const unusable = ({ pointer, value }: Node): readonly Problem[] => {
  const name = pointer.slice(pointer.lastIndexOf('/') + 1);
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
