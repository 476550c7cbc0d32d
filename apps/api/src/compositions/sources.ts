import type { CompositionRequest } from '#lib/composition-request';
import type { Problem } from '#lib/contracts';

export interface NamedSource {
  readonly pointer: string;
  readonly url: string;
}

/** Every source a request names, with the place where it does. */
export const sourcesOf = ({ clips, audio = {}, overlays = [] }: CompositionRequest): readonly NamedSource[] => [
  ...clips.map((clip, index) => ({ pointer: `/clips/${index}/url`, url: clip.url })),
  ...(audio.music_url === undefined ? [] : [{ pointer: '/audio/music_url', url: audio.music_url }]),
  ...(audio.voiceover_url === undefined ? [] : [{ pointer: '/audio/voiceover_url', url: audio.voiceover_url }]),
  ...overlays.flatMap((overlay, index) =>
    'url' in overlay ? [{ pointer: `/overlays/${index}/url`, url: overlay.url }] : [],
  ),
];

/** `check` says why a URL may not be used, or null. */
export const sourceProblems = (
  request: CompositionRequest,
  check: (url: string) => string | null,
): readonly Problem[] =>
  sourcesOf(request).flatMap(({ pointer, url }) => {
    const message = check(url);
    return message === null ? [] : [{ pointer, message }];
  });
