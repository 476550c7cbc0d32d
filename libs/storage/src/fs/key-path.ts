import { join } from 'node:path';

/**
 * Keys become paths so that different keys never share a path and none leaves its bucket:
 * - All but lower-case letters, digits, `.`, `_` and `-` is written `%xx`. Capitals too: some file systems ignore case,
 *   and some normalise Unicode.
 * - A folder's name ends with `+`, so that `a` and `a/b` can both exist, and `..` can never be a folder.
 * - A part too long for a file name goes on in a folder whose name ends with `~`.
 */
const CHUNK = 200;
const FOLDER = '+';
const CONTINUED = '~';

export type DecodedName =
  | { readonly kind: 'folder' | 'part'; readonly encoded: string }
  | { readonly kind: 'object'; readonly encoded: string };

/** Path of the object below its bucket's folder. The key must have passed `keyProblem`. */
export function keyToPath(key: string): string {
  const segments = key.split('/').map(encode);
  const last = segments.pop() ?? '';
  return join(...segments.flatMap((segment) => chunks(segment, FOLDER)), ...chunks(last, ''));
}

/** Path of the folder that holds every key with this prefix (and perhaps others). */
export function prefixToFolder(prefix: string): string {
  const segments = prefix.split('/').slice(0, -1).map(encode);
  return join('.', ...segments.flatMap((segment) => chunks(segment, FOLDER)));
}

/** What a directory entry stands for; `encoded` goes to the key it is part of. */
export function readName(name: string): DecodedName {
  if (name.endsWith(FOLDER)) return { kind: 'folder', encoded: `${name.slice(0, -1)}/` };
  if (name.endsWith(CONTINUED)) return { kind: 'part', encoded: name.slice(0, -1) };
  return { kind: 'object', encoded: name };
}

/** @throws URIError where the text was not made by `encode` */
export function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded);
}

function encode(segment: string): string {
  return [...Buffer.from(segment)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[a-z0-9._-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}

function chunks(encoded: string, ending: string): string[] {
  const parts: string[] = [];
  let rest = encoded;
  for (; rest.length > CHUNK; rest = rest.slice(CHUNK)) parts.push(rest.slice(0, CHUNK) + CONTINUED);
  return [...parts, rest + ending];
}
