import type { Problem } from '#lib/contracts';

/** What a jsonb column holds. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** Unpaired ones only: with the u flag a pair is one character. */
const HALF_PAIR = /\p{Surrogate}/gu;

/** For what the service wrote itself: one odd byte in a file's tags must not cost the whole result. */
export const storableText = (text: string): string => text.replaceAll('\0', '\ufffd').replace(HALF_PAIR, '\ufffd');

/** PostgreSQL stores no NUL character and no half of a surrogate pair (manual, 8.14 "JSON Types"). */
const storable = (text: string): boolean => text === storableText(text);

/** A parameter for a jsonb column, with what cannot be stored replaced by U+FFFD. */
export const jsonb = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => (typeof member === 'string' ? storableText(member) : member));

/** Texts of a client's document that cannot be stored as they are, each at its pointer below `pointer`. */
export function unstorableTexts(value: JsonValue | undefined, pointer = ''): readonly Problem[] {
  if (typeof value === 'string') return storable(value) ? [] : [problem(pointer)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: readonly [string, JsonValue | undefined]) =>
    storable(key)
      ? unstorableTexts(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
      : [problem(pointer)],
  );
}

const problem = (pointer: string): Problem => ({
  pointer,
  message: 'Text must not hold NUL characters or halves of surrogate pairs',
});
