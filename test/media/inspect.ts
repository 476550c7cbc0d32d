import { run } from './make.js';

export interface Picture {
  /** Counted by decoding every one of them. */
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** As a fraction, `30/1`. */
  readonly rate: string;
  readonly codec: string;
  readonly pixelFormat: string;
}

interface Stream {
  readonly nb_read_frames?: string;
  readonly width?: number;
  readonly height?: number;
  readonly r_frame_rate?: string;
  readonly codec_name?: string;
  readonly pix_fmt?: string;
}

const RAW = { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 } as const;
export const SAMPLE_RATE = 48_000;

export async function picture(path: string): Promise<Picture> {
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-count_frames', '-select_streams', 'v:0', '-show_streams', '-of', 'json', `file:${path}`],
  ]);
  const { streams } = JSON.parse(stdout) as { readonly streams: readonly Stream[] };
  const [video = {}] = streams;
  return {
    frames: Number(video.nb_read_frames),
    width: video.width ?? 0,
    height: video.height ?? 0,
    rate: video.r_frame_rate ?? '',
    codec: video.codec_name ?? '',
    pixelFormat: video.pix_fmt ?? '',
  };
}

/** The sound as a player hears it: mono samples of 16 bits at 48 kHz. */
export async function sound(path: string): Promise<Int16Array> {
  const { stdout } = await run(
    'ffmpeg',
    ['-nostdin', '-v', 'error', '-i', `file:${path}`, '-map', '0:a:0', '-ac', '1', '-ar', '48000', '-f', 's16le', '-'],
    RAW,
  );
  return new Int16Array(new Uint8Array(stdout).buffer);
}

/** How much of one tone there is from `from` to `to` seconds, 0–1 of full level (Goertzel's algorithm). */
export function level(samples: Int16Array, hertz: number, from: number, to: number): number {
  const part = samples.subarray(Math.round(from * SAMPLE_RATE), Math.round(to * SAMPLE_RATE));
  const turn = (2 * Math.PI * hertz) / SAMPLE_RATE;
  let real = 0;
  let imaginary = 0;
  part.forEach((sample, index) => {
    real += sample * Math.cos(turn * index);
    imaginary += sample * Math.sin(turn * index);
  });
  return (2 * Math.hypot(real, imaginary)) / part.length / 32_768;
}

export interface Frame {
  /** Mean of a region given in fractions of the frame, 0–255 each. */
  mean(left: number, top: number, right: number, bottom: number): readonly [number, number, number];
  /** Brightest luma of a region. */
  peak(left: number, top: number, right: number, bottom: number): number;
}

/** Frame `index` of a file, decoded to RGB at 160 × 90. */
export async function frame(path: string, index: number): Promise<Frame> {
  const [width, height] = [160, 90];
  const filter = `select=eq(n\\,${index}),scale=${width}:${height},format=rgb24`;
  const { stdout } = await run(
    'ffmpeg',
    ['-nostdin', '-v', 'error', '-i', `file:${path}`, '-vf', filter, '-frames:v', '1', '-f', 'rawvideo', '-'],
    RAW,
  );
  if (stdout.length !== width * height * 3) throw new Error(`There is no frame ${index} in ${path}.`);
  const pixels = (left: number, top: number, right: number, bottom: number): [number, number, number][] => {
    const found: [number, number, number][] = [];
    for (let y = Math.floor(top * height); y < Math.floor(bottom * height); y += 1) {
      for (let x = Math.floor(left * width); x < Math.floor(right * width); x += 1) {
        const at = (y * width + x) * 3;
        found.push([stdout[at] ?? 0, stdout[at + 1] ?? 0, stdout[at + 2] ?? 0]);
      }
    }
    return found;
  };
  return {
    mean: (...region) => {
      const all = pixels(...region);
      const of = (channel: 0 | 1 | 2): number => all.reduce((sum, pixel) => sum + pixel[channel], 0) / all.length;
      return [of(0), of(1), of(2)];
    },
    peak: (...region) =>
      pixels(...region).reduce((peak, [r, g, b]) => Math.max(peak, 0.2126 * r + 0.7152 * g + 0.0722 * b), 0),
  };
}
