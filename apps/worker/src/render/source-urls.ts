import type { Timeline } from '#lib/timeline';

/** One source of a timeline and every place in the request that names it. */
export interface NamedSource {
  readonly url: string;
  /** JSON pointers, e.g. `/clips/0/url`; the first is the one errors name. */
  readonly pointers: readonly [string, ...string[]];
}

/** Every source once, in the order in which the request names them. */
export function namedSources(timeline: Timeline): readonly NamedSource[] {
  const places = new Map<string, [string, ...string[]]>();
  const note = (url: string, pointer: string): void => {
    const known = places.get(url);
    if (known === undefined) places.set(url, [pointer]);
    else known.push(pointer);
  };
  for (const clip of timeline.clips) note(clip.url, `${clip.pointer}/url`);
  const { music, voice } = timeline.audio;
  if (music !== null) note(music.url, music.pointer);
  if (voice !== null) note(voice.url, voice.pointer);
  return [...places].map(([url, pointers]) => ({ url, pointers }));
}
