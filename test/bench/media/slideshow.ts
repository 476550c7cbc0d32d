import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureArgs, soundArgs } from './recipes.js';
import { once } from './sources.js';

export interface SlideshowMedia {
  readonly pictures: readonly string[];
  readonly sounds: readonly string[];
  /** All sounds one after another. */
  readonly joined: string;
}

export async function slideshowMedia(home: string, count: number): Promise<SlideshowMedia> {
  const pictures: string[] = [];
  const sounds: string[] = [];
  for (let index = 0; index < count; index += 1) {
    pictures.push(await once(join(home, `picture-${index + 1}.jpg`), pictureArgs(index)));
    sounds.push(await once(join(home, `sound-${index + 1}.wav`), soundArgs(index)));
  }
  const list = join(home, 'sounds.txt');
  await writeFile(
    list,
    ['ffconcat version 1.0', ...sounds.map((_, index) => `file sound-${index + 1}.wav`), ''].join('\n'),
  );
  const joined = await once(join(home, 'sounds.wav'), ['-f', 'concat', '-i', list, '-c', 'copy']);
  return { pictures, sounds, joined };
}
