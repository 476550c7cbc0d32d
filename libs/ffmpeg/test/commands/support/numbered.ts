import { type Rational, rational } from '#lib/timeline';
import { ffprobe, tool } from './run.js';

export const NUMBERED_WIDTH = 256;
export const NUMBERED_HEIGHT = 64;
const BITS = 16;

export interface NumberedSource {
  readonly path: string;
  readonly fps: Rational;
  readonly frames: number;
  /** Expression for the presentation time of frame N in 1/90000 s, for a variable rate. */
  readonly pts?: string;
  readonly more?: readonly string[];
}

/** A file whose every frame carries its own number as 16 black or white columns, lowest bit left. GOPs of 48 with B-frames. */
export const makeNumbered = async ({ path, fps, frames, pts, more = [] }: NumberedSource): Promise<void> => {
  const bits = `if(bitand(N\\,pow(2\\,floor(X/${NUMBERED_WIDTH / BITS})))\\,235\\,16)`;
  const source = `nullsrc=s=${NUMBERED_WIDTH}x${NUMBERED_HEIGHT}:r=${fps.num}/${fps.den},geq=lum=${bits}:cb=128:cr=128`;
  const timed = pts === undefined ? source : `${source},settb=1/90000,setpts=${pts}`;
  const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '4', '-g', '48', '-bf', '3', '-pix_fmt', 'yuv420p'];
  const rate =
    pts === undefined ? [] : ['-fps_mode', 'vfr', '-enc_time_base', '1:90000', '-video_track_timescale', '90000'];
  await tool('-f', 'lavfi', '-i', timed, '-frames:v', String(frames), ...codec, ...rate, ...more, `file:${path}`);
};

/** The numbers in raw yuv420p frames. */
export const readNumbers = (raw: Buffer, width = NUMBERED_WIDTH, height = NUMBERED_HEIGHT): readonly number[] => {
  const size = (width * height * 3) / 2;
  return Array.from({ length: raw.length / size }, (_, frame) => {
    const row = frame * size + Math.floor(height / 2) * width;
    return Array.from({ length: BITS }, (_bit, bit) => {
      const level = raw[row + Math.floor(((bit + 0.5) * width) / BITS)] ?? 0;
      return level > 127 ? 2 ** bit : 0;
    }).reduce((sum, value) => sum + value, 0);
  });
};

/** Presentation times of a file's pictures, in order, seconds from the container's start. */
export const pictureTimes = async (path: string): Promise<readonly Rational[]> => {
  const found = await ffprobe(
    ...['-select_streams', 'v:0', '-show_entries', 'packet=pts:stream=time_base:format=start_time', path],
  );
  const { packets, streams, format } = found as {
    packets: { pts: number }[];
    streams: { time_base: string }[];
    format: { start_time: string };
  };
  const [num = 0, den = 1] = (streams[0]?.time_base ?? '').split('/').map(Number);
  const start = Math.round((Number(format.start_time) * den) / num);
  return packets.map(({ pts }) => rational((pts - start) * num, den)).sort((a, b) => a.num / a.den - b.num / b.den);
};
