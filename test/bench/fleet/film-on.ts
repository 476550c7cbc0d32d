import type { FilmMedia } from '../film.js';
import type { BenchMedia } from '../media/sources.js';
import type { Fleet } from './fleet.js';

/** The film's sources, uploaded. */
export async function uploadFilm(fleet: Fleet, media: BenchMedia): Promise<FilmMedia> {
  const [music = '', voice = ''] = await Promise.all([media.music, media.voice].map((path) => fleet.upload(path)));
  return { clips: await Promise.all(media.clips.map((path) => fleet.upload(path))), music, voice };
}

/** A service that runs has warm code: so many short renders, one after the other. */
export async function warmUp(fleet: Fleet, media: BenchMedia, count = 1): Promise<void> {
  const url = await fleet.upload(media.warmUp);
  const output = { resolution: '480p', preset: 'ultrafast' };
  for (let index = 0; index < count; index += 1) {
    await fleet.completed(await fleet.post({ clips: [{ url, trim_end: 0.5 + 0.1 * index }], output }));
  }
}
