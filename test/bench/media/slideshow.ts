import { join } from 'node:path';
import { pictureArgs, soundArgs } from './recipes.js';
import { once } from './sources.js';

export interface SlideshowMedia {
  readonly pictures: readonly string[];
  readonly sounds: readonly string[];
}

export async function slideshowMedia(home: string, count: number): Promise<SlideshowMedia> {
  const pictures: string[] = [];
  const sounds: string[] = [];
  for (let index = 0; index < count; index += 1) {
    pictures.push(await once(join(home, `picture-${index + 1}.jpg`), pictureArgs(index)));
    sounds.push(await once(join(home, `sound-${index + 1}.wav`), soundArgs(index)));
  }
  return { pictures, sounds };
}
