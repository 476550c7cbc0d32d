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
export const similarity = (path: string, reference: string): Promise<Similarity> =>
  similarityTo(path, { inputs: ['-i', `file:${reference}`], graph: '[1:v]null[reference]' });

/** Pictures that were never encoded. */
export interface Uncompressed {
  /** Their sources, as inputs 1… of a graph. */
  readonly inputs: readonly string[];
  /** That makes `reference` of them. */
  readonly graph: string;
}

/** The same, against what a filter graph gives. */
export async function similarityTo(path: string, { inputs, graph: made }: Uncompressed): Promise<Similarity> {
  const counted = (from: string, label: string): string => `[${from}]setpts=N/30/TB[${label}]`;
  const graph = `${made};${counted('0:v', 'a')};${counted('reference', 'b')};[a][b]ssim=stats_file=-`;
  const files = ['-i', `file:${path}`, ...inputs];
  const args = ['-nostdin', '-v', 'error', ...files, '-lavfi', graph, '-an', '-f', 'null', '/dev/null'];
  return parseSsim((await output('ffmpeg', args)).toString());
}

/** Frames that really are in the file. */
export async function countFrames(path: string): Promise<number> {
  const wanted = ['-select_streams', 'v:0', '-count_packets', '-show_entries', 'stream=nb_read_packets'];
  const printed = await output('ffprobe', ['-v', 'error', ...wanted, '-of', 'csv=p=0', `file:${path}`]);
  return Number(printed.toString().trim());
}
