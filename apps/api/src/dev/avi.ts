import { chunk, fields, list, riff } from './riff.js';
import { SAMPLE_RATE } from './tone.js';
import { PCM_FORMAT } from './wav.js';

export interface MotionJpeg {
  readonly width: number;
  readonly height: number;
  /** Whole frames per second. */
  readonly fps: number;
  readonly frames: readonly Buffer[];
  /** As long as the picture; see tone.ts. */
  readonly pcm: Buffer;
}

const HAS_INDEX = 0x10;
const KEY_FRAME = 0x10;
const fourcc = (text: string): Buffer => Buffer.from(text, 'ascii');

/** AVI 1.0 with Motion JPEG and PCM: a video that can be written without an encoder. Microsoft, "AVI RIFF File Reference". */
export const avi = (video: MotionJpeg): Buffer => {
  const perFrame = Math.floor(SAMPLE_RATE / video.fps) * 2;
  const chunks = video.frames.flatMap((frame, index) => [
    chunk('00dc', frame),
    chunk('01wb', video.pcm.subarray(index * perFrame, (index + 1) * perFrame)),
  ]);
  return riff(
    'AVI ',
    list('hdrl', mainHeader(video), videoStream(video), audioStream(video)),
    list('movi', ...chunks),
    index(chunks),
  );
};

const mainHeader = ({ width, height, fps, frames }: MotionJpeg): Buffer =>
  chunk(
    'avih',
    fields([32, Math.round(1_000_000 / fps)], [32, 0], [32, 0], [32, HAS_INDEX], [32, frames.length], [32, 0], [32, 2]),
    fields([32, 0], [32, width], [32, height], [32, 0], [32, 0], [32, 0], [32, 0]),
  );

/** What both stream headers share: flags, priority, initial frames, scale, rate, start, length, buffer, quality, size. */
const timing = (scale: number, rate: number, length: number, sampleSize: number): Buffer =>
  Buffer.concat([
    fields([32, 0], [32, 0], [32, 0], [32, scale], [32, rate], [32, 0], [32, length], [32, 0]),
    fields([32, 0xffffffff], [32, sampleSize], [32, 0], [32, 0]),
  ]);

const videoStream = ({ width, height, fps, frames }: MotionJpeg): Buffer =>
  list(
    'strl',
    chunk('strh', fourcc('vidsMJPG'), timing(1, fps, frames.length, 0)),
    chunk(
      'strf',
      fields([32, 40], [32, width], [32, height], [16, 1], [16, 24]),
      fourcc('MJPG'),
      fields([32, width * height * 3], [32, 0], [32, 0], [32, 0], [32, 0]),
    ),
  );

const audioStream = ({ pcm }: MotionJpeg): Buffer =>
  list(
    'strl',
    chunk('strh', fourcc('auds'), fields([32, 0]), timing(1, SAMPLE_RATE, pcm.length / 2, 2)),
    chunk('strf', PCM_FORMAT),
  );

/** Offsets count from the word `movi`. */
const index = (chunks: readonly Buffer[]): Buffer => {
  let offset = 4;
  const entries = chunks.map((entry) => {
    const line = Buffer.concat([
      entry.subarray(0, 4),
      fields([32, KEY_FRAME], [32, offset], [32, entry.readUInt32LE(4)]),
    ]);
    offset += entry.length;
    return line;
  });
  return chunk('idx1', ...entries);
};
