import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SetupError } from '../../../infra/local/failure.js';
import { FILM, type FilmMedia } from '../film.js';
import { output } from '../measure/run.js';
import { clipArgs, musicArgs, RECIPE_VERSION, voiceArgs, warmUpArgs } from './recipes.js';

export interface BenchMedia extends FilmMedia {
  readonly warmUp: string;
  /** Where more is made when a case wants it. */
  readonly home: string;
}

/** Makes a file once; a half-made one never carries the final name. */
export async function once(path: string, args: readonly string[]): Promise<string> {
  if (existsSync(path)) return path;
  const draft = path.replace(/(\.\w+)$/, '.part$1');
  await output('ffmpeg', ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', ...args, draft]);
  await rename(draft, path);
  return path;
}

/** Generated sources below `dir`: the same bytes from the same ffmpeg, made once. */
async function generated(dir: string): Promise<BenchMedia> {
  const home = join(dir, `v${RECIPE_VERSION}`);
  await mkdir(home, { recursive: true });
  const clips: string[] = [];
  for (let index = 0; index < FILM.clips; index += 1) {
    clips.push(await once(join(home, `clip-${index + 1}.mp4`), clipArgs(index)));
  }
  return {
    clips,
    music: await once(join(home, 'music.m4a'), musicArgs),
    voice: await once(join(home, 'voice.wav'), voiceArgs),
    warmUp: await once(join(home, 'warm-up.mp4'), warmUpArgs),
    home,
  };
}

const VIDEO = /\.(mp4|mov|mkv|webm)$/i;

/** @throws SetupError where BENCH_MEDIA lacks what the film needs. */
async function real(dir: string, made: BenchMedia): Promise<BenchMedia> {
  const names = (await readdir(dir).catch(() => [])).sort();
  const path = (name: string): string => resolve(dir, name);
  const clips = names.filter((name) => VIDEO.test(name)).map(path);
  const [music, voice] = ['music.', 'voice.'].map((start) => names.find((name) => name.startsWith(start)));
  if (clips.length < FILM.clips || music === undefined || voice === undefined) {
    throw new SetupError(`BENCH_MEDIA needs ${FILM.clips} videos, and a music.* and a voice.* file.`);
  }
  return { ...made, clips: clips.slice(0, FILM.clips), music: path(music), voice: path(voice) };
}

/** What the cases are made of; `mediaDir` in place of generated files. @throws SetupError */
export async function benchMedia(cacheDir: string, mediaDir: string | null): Promise<BenchMedia> {
  const made = await generated(cacheDir);
  return mediaDir === null ? made : real(mediaDir, made);
}
