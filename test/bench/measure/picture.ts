import { FILM } from '../film.js';
import { output } from './run.js';

export interface Similarity {
  /** Of the worst frame. */
  readonly least: number;
  readonly mean: number;
  readonly frames: number;
}

/** Reads the per-frame lines of ffmpeg's ssim filter (`n:1 Y:… U:… V:… All:0.99 (20.0)`). */
export function parseSsim(lines: string): Similarity {
  const values = [...lines.matchAll(/^n:\d+ .*All:([\d.]+)/gm)].map(([, all]) => Number(all));
  if (values.length === 0) return { least: 0, mean: 0, frames: 0 };
  const least = values.reduce((low, value) => Math.min(low, value), 1);
  return { least, mean: values.reduce((sum, value) => sum + value, 0) / values.length, frames: values.length };
}

/** Two encodings of one picture are at least so alike; one frame too early or late is not, wherever something moves. */
export const SAME_PICTURE = 0.93;

/** Structural similarity (0–1), frame n against frame n, whatever their timestamps say. */
export async function similarity(path: string, reference: string): Promise<Similarity> {
  const counted = (label: string): string => `setpts=N/${FILM.fps}/TB[${label}]`;
  const graph = `[0:v]${counted('a')};[1:v]${counted('b')};[a][b]ssim=stats_file=-`;
  const files = [path, reference].flatMap((file) => ['-i', `file:${file}`]);
  const args = ['-nostdin', '-v', 'error', ...files, '-lavfi', graph, '-an', '-f', 'null', '/dev/null'];
  return parseSsim((await output('ffmpeg', args)).toString());
}

/** Frames that really are in the file. */
export async function countFrames(path: string): Promise<number> {
  const wanted = ['-select_streams', 'v:0', '-count_packets', '-show_entries', 'stream=nb_read_packets'];
  const printed = await output('ffprobe', ['-v', 'error', ...wanted, '-of', 'csv=p=0', `file:${path}`]);
  return Number(printed.toString().trim());
}
