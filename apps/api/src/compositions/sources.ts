import type { Problem } from '#lib/contracts';
import { isObject } from '../http/fields.js';

export interface NamedSource {
  readonly pointer: string;
  readonly url: string;
}

/** Every source a request names, with the place where it does; of one with problems, as far as it can be made out. */
export const sourcesOf = (request: unknown): readonly NamedSource[] => {
  const { clips, audio, overlays } = isObject(request) ? request : {};
  const at = (part: unknown, pointer: string, field: string): readonly NamedSource[] => {
    const url = isObject(part) ? part[field] : undefined;
    return typeof url === 'string' ? [{ pointer: `${pointer}/${field}`, url }] : [];
  };
  const each = (list: unknown, pointer: string): readonly NamedSource[] =>
    Array.isArray(list) ? list.flatMap((item, index) => at(item, `${pointer}/${index}`, 'url')) : [];
  return [
    ...each(clips, '/clips'),
    ...at(audio, '/audio', 'music_url'),
    ...at(audio, '/audio', 'voiceover_url'),
    ...each(overlays, '/overlays'),
  ];
};

/** `check` says why a URL may not be used, or null. */
export const sourceProblems = (request: unknown, check: (url: string) => string | null): readonly Problem[] =>
  sourcesOf(request).flatMap(({ pointer, url }) => {
    const message = check(url);
    return message === null ? [] : [{ pointer, message }];
  });
