import type { Timeline } from '#lib/timeline';

/** `media` is played by ffmpeg, and so probed; `document` is read by us: a picture to be laid over the video, captions. */
export type SourceUse = 'media' | 'document';

/** A source of a timeline and every place in the request that names it. */
export interface NamedSource {
  readonly url: string;
  /** JSON pointers, e.g. `/clips/0/url`; the first is the one errors name. */
  readonly pointers: readonly [string, ...string[]];
  readonly uses: ReadonlySet<SourceUse>;
}

/** Every source once, in the order in which the request names them. */
export function namedSources(timeline: Timeline): readonly NamedSource[] {
  const places = new Map<string, { readonly pointers: [string, ...string[]]; readonly uses: Set<SourceUse> }>();
  const note = (url: string, pointer: string, use: SourceUse): void => {
    const known = places.get(url);
    if (known === undefined) places.set(url, { pointers: [pointer], uses: new Set([use]) });
    else {
      known.pointers.push(pointer);
      known.uses.add(use);
    }
  };
  for (const clip of timeline.clips) note(clip.url, `${clip.pointer}/url`, 'media');
  for (const { sound } of timeline.clips) if (sound !== null) note(sound.url, sound.pointer, 'media');
  const { music, voice, sequence } = timeline.audio;
  if (music !== null) note(music.url, music.pointer, 'media');
  if (voice !== null) note(voice.url, voice.pointer, 'media');
  for (const { url, pointer } of sequence) note(url, pointer, 'media');
  for (const layer of timeline.layers) {
    if ('url' in layer) note(layer.url, `${layer.pointer}/url`, layer.kind === 'video' ? 'media' : 'document');
  }
  return [...places].map(([url, { pointers, uses }]) => ({ url, pointers, uses }));
}
