import { INPUT_FORMAT_WHITELIST } from '../formats.js';
import { fileUrl, GLOBAL_ARGS, inputGuards } from './arguments.js';

export interface ListenFiles {
  readonly source: string;
  readonly output: string;
}

/** Writes the first `seconds` of a file's sound as raw floats of one channel, `sampleRate` of them a second. */
export const listenCommand = (
  { source, output }: ListenFiles,
  stream: number,
  { sampleRate, seconds }: { readonly sampleRate: number; readonly seconds: number },
): readonly string[] => [
  ...GLOBAL_ARGS,
  ...[...inputGuards(INPUT_FORMAT_WHITELIST), '-vn', '-sn', '-dn', '-i', fileUrl(source)],
  ...['-map', `0:${stream}`, '-t', String(seconds), '-ac', '1', '-ar', String(sampleRate)],
  ...['-c:a', 'pcm_f32le', '-f', 'f32le', fileUrl(output)],
];
