import type { PlanPicture } from '../plan.js';
import type { LayerArt } from './layer-art.js';

/** The plan's list of pictures: each once, in the order in which the layers first show it. */
export interface PictureTable {
  readonly all: readonly PlanPicture[];
  /** Throws RangeError for a picture of no layer. */
  indexOf(picture: PlanPicture): number;
}

export const pictureTable = (layers: readonly LayerArt[]): PictureTable => {
  const all = [...new Map(layers.flatMap(picturesOf).map((picture) => [picture.checksum, picture])).values()];
  const indexes = new Map(all.map(({ checksum }, index) => [checksum, index]));
  return {
    all,
    indexOf: ({ checksum }) => {
      const index = indexes.get(checksum);
      if (index === undefined) throw new RangeError('No layer shows this picture.');
      return index;
    },
  };
};

const picturesOf = (art: LayerArt): readonly PlanPicture[] => {
  switch (art.kind) {
    case 'cues':
      return art.cues.map(({ picture }) => picture);
    case 'film':
      return [];
    default:
      return [art.picture];
  }
};
