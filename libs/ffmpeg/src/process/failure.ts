import { basename } from 'node:path';
import { CutroomError } from '#lib/contracts';
import type { ChildOutcome } from './run-child.js';
import { safeExcerpt } from './safe-excerpt.js';

const NO_SPACE = /No space left on device|Disk quota exceeded/;
const NO_MEMORY =
  /Cannot allocate memory|malloc of size \d+ failed|std::bad_alloc|Out of memory|Resource temporarily unavailable/i;
const TOO_MANY_PIXELS = /exceeds specified max pixel count|Picture size \S+ is invalid/;
const BAD_INPUT = [
  /Invalid data found when processing input/,
  /not on whitelist/i,
  /moov atom not found|EBML header parsing failed|error reading header/,
  /Could not find codec parameters/,
  /matches no streams|does not contain any stream/,
  /Decoder \(?[^)]*\)? not found|no decoder found|Decoding requested, but no decoder/i,
  /Error (?:while decoding stream|submitting packet to decoder)/,
];
const CRASHES: readonly string[] = ['SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGILL', 'SIGFPE', 'SIGSYS', 'SIGTRAP'];
/** What the keeper of the tether says where the machine has no process left to give. */
const NO_PROCESS = /^\S*sh: .*cannot fork/im;
/** ffmpeg catches the kernel's SIGXCPU (24) and ends in good order. */
const OUT_OF_CPU = /Exiting normally, received signal 24/;
const INTERRUPTED = /Exiting normally, received signal/;

/** Which `-i` of argv the complaint names, counted from 0. */
const blamedInput = (stderr: string, inputs: readonly string[]): number | null => {
  const index = inputs.findIndex((path) => stderr.includes(`${basename(path)}: `) || stderr.includes(`'${path}'`));
  return index === -1 ? null : index;
};

export const isFullDisk = (stderr: string): boolean => NO_SPACE.test(stderr);
export const hasTooManyPixels = (stderr: string): boolean => TOO_MANY_PIXELS.test(stderr);

export const noSpace = (): CutroomError =>
  new CutroomError('NO_SPACE', 'The worker ran out of disk space.', { transient: true });
export const tooManyPixels = (): CutroomError =>
  new CutroomError('RESOURCE_LIMIT', 'A picture in this file is larger than the service allows.');

/**
 * Why a process that did not succeed failed. Only what another attempt may cure is transient. `undecodable` is the input
 * whose packets could not be decoded, if any.
 */
export const failureOf = (
  outcome: ChildOutcome,
  inputs: readonly string[],
  undecodable: number | null = null,
): CutroomError => {
  const { stderr, signal, code } = outcome;
  const excerpt = safeExcerpt(stderr);
  const cause = { code, signal, stderr };
  if (outcome.stoppedBy === 'timeout') {
    return new CutroomError('TIMEOUT', 'Processing took longer than the time allowed.', { cause });
  }
  if (isFullDisk(stderr)) return noSpace();
  if (NO_PROCESS.test(stderr))
    return new CutroomError('PROCESSING_FAILED', 'The encoder could not be started.', { transient: true, cause });
  if (signal === 'SIGXFSZ')
    return new CutroomError('RESOURCE_LIMIT', 'The result grew larger than the service allows.', { cause });
  if (signal === 'SIGXCPU' || OUT_OF_CPU.test(stderr))
    return new CutroomError('RESOURCE_LIMIT', 'Processing used more CPU time than the service allows.', { cause });
  if (NO_MEMORY.test(stderr))
    return new CutroomError('RESOURCE_LIMIT', 'Processing needed more memory than the service allows.', { cause });
  // A crash repeats with the same input; a kill from outside (operator, out-of-memory killer) need not.
  if (signal !== null && CRASHES.includes(signal))
    return new CutroomError('PROCESSING_FAILED', 'The encoder crashed.', { cause });
  if (signal !== null || INTERRUPTED.test(stderr)) {
    return new CutroomError('ENCODER_KILLED', 'The encoder was killed before it had finished.', {
      transient: true,
      cause,
    });
  }
  if (hasTooManyPixels(stderr)) return tooManyPixels();
  const input = blamedInput(stderr, inputs) ?? undecodable;
  const details = { ...(input === null ? {} : { input }), ...(excerpt === '' ? {} : { ffmpeg: excerpt }) };
  if (BAD_INPUT.some((pattern) => pattern.test(stderr))) {
    return new CutroomError('INVALID_CLIP_FORMAT', 'A source file is damaged or of a kind that cannot be read.', {
      details,
      cause,
    });
  }
  return new CutroomError('PROCESSING_FAILED', 'ffmpeg could not process this composition.', { details, cause });
};
