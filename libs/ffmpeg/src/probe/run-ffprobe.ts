import { INPUT_FORMAT_WHITELIST, PROTOCOL_WHITELIST } from '../formats.js';
import { failureOf, hasTooManyPixels, tooManyPixels } from '../process/failure.js';
import { runChild } from '../process/run-child.js';
import type { ProbeContext } from './options.js';

const LIMITS = { memoryBytes: 1024 ** 3, fileBytes: 0, cpuSeconds: 120, openFiles: 64 };
const MAX_STREAMS = 64;

/**
 * Runs ffprobe with the same whitelists and sandbox as ffmpeg; `onLine` hears its output. Throws the typed error of the
 * failure; INVALID_CLIP_FORMAT for whatever it cannot open.
 */
export async function runFfprobe(
  context: ProbeContext,
  args: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  const { launcher, path, signal, maxPixels } = context;
  const guards = [
    ...['-hide_banner', '-loglevel', 'level+error', '-protocol_whitelist', PROTOCOL_WHITELIST],
    ...['-format_whitelist', INPUT_FORMAT_WHITELIST, '-max_pixels', `${maxPixels}`, '-max_streams', `${MAX_STREAMS}`],
  ];
  const timeoutMs = Math.max(1, context.deadline - performance.now());
  const argv = [...guards, ...args, '-i', `file:${path}`];
  const outcome = await runChild(launcher, 'ffprobe', argv, {
    workDir: null,
    limits: LIMITS,
    signal,
    timeoutMs,
    onLine,
  });
  if (outcome.stoppedBy === 'abort') signal?.throwIfAborted();
  // ffprobe ends well although a picture was refused for its size, and then reports 0×0.
  if (outcome.stoppedBy === null && hasTooManyPixels(outcome.stderr)) throw tooManyPixels();
  if (outcome.code !== 0 || outcome.stoppedBy !== null) throw failureOf(outcome, [path]);
}
