import { CutroomError } from '#lib/contracts';
import type { Timeline } from '#lib/timeline';
import type { MediaInfo } from './media.js';
import type { PlanMedia } from './plan.js';

export interface FoundMedia {
  readonly index: number;
  readonly info: MediaInfo;
}

/** The plan's list of sources: each file once, in the order the timeline first names it, whatever URLs it came by. */
export interface MediaTable {
  readonly all: readonly PlanMedia[];
  /** Throws ASSET_NOT_FOUND at `pointer` where the URL was not probed. */
  find(url: string, pointer: string): FoundMedia;
}

export const mediaTable = (timeline: Timeline, probed: ReadonlyMap<string, PlanMedia>): MediaTable => {
  const { music, voice, sequence } = timeline.audio;
  const sounds = [...timeline.clips.map(({ sound }) => sound), music, voice, ...sequence];
  const heard = sounds.flatMap((sound) => (sound === null ? [] : [sound.url]));
  const films = timeline.layers.flatMap((layer) => (layer.kind === 'video' ? [layer.url] : []));
  const used = [...timeline.clips.map(({ url }) => url), ...heard, ...films].map((url) => probed.get(url));
  const byChecksum = new Map(used.flatMap((media) => (media === undefined ? [] : [[media.checksum, media] as const])));
  const all = [...byChecksum.values()];
  const indexes = new Map(all.map(({ checksum }, index) => [checksum, index]));
  return {
    all,
    find: (url, pointer) => {
      const media = probed.get(url);
      const index = media === undefined ? undefined : indexes.get(media.checksum);
      if (media === undefined || index === undefined) {
        throw CutroomError.at('ASSET_NOT_FOUND', pointer, 'This file was not found.');
      }
      return { index, info: media.info };
    },
  };
};
