import { make, run } from './make.js';

export interface ClipRecipe {
  /** A lavfi source of pictures, without size and rate. */
  readonly picture: string;
  readonly width: number;
  readonly height: number;
  readonly rate: string;
  readonly seconds: number;
  /** Hz of a sine; null = a file without sound. */
  readonly tone: number | null;
  /** As ffmpeg calls it: `mono`, `stereo`, `5.1`. */
  readonly layout: string;
  readonly filter: string | null;
  readonly videoCodec: readonly string[];
  readonly audioCodec: readonly string[];
  readonly extra: readonly string[];
  readonly extension: string;
}

const DEFAULTS: ClipRecipe = {
  picture: 'testsrc2',
  width: 320,
  height: 180,
  rate: '25',
  seconds: 2,
  tone: 330,
  layout: 'stereo',
  filter: null,
  videoCodec: ['libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
  audioCodec: ['aac', '-b:a', '96k'],
  extra: [],
  extension: 'mp4',
};

/** A small clip; whatever is odd about it is said in `sketch`. */
export function clip(sketch: Partial<ClipRecipe> = {}): Promise<string> {
  const { picture, width, height, rate, seconds, tone, layout, ...rest } = { ...DEFAULTS, ...sketch };
  const source = `${picture}${picture.includes('=') ? ':' : '='}s=${width}x${height}:r=${rate}`;
  const sound = tone === null ? [] : ['-f', 'lavfi', '-i', `sine=f=${tone}:r=48000,aformat=channel_layouts=${layout}`];
  return make(
    [
      ...['-f', 'lavfi', '-i', source, ...sound, '-t', String(seconds)],
      ...(rest.filter === null ? [] : ['-vf', rest.filter]),
      ...['-c:v', ...rest.videoCodec, ...(tone === null ? [] : ['-c:a', ...rest.audioCodec])],
      ...rest.extra,
    ],
    rest.extension,
  );
}

/** A clip of one colour, so that a look at a frame tells which clip it is from. */
export const plain = (color: string, sketch: Partial<ClipRecipe> = {}): Promise<string> =>
  clip({ picture: `color=c=${color}`, ...sketch });

/** Noise, which takes an encoder its time; how long is for the output's size and preset to say. */
export const heavy = (): Promise<string> =>
  clip({ width: 640, height: 360, rate: '30', seconds: 8, tone: null, filter: 'noise=alls=60:allf=t' });

/** Coded lying down, to be shown standing. ffmpeg 6 moved the option from the output's tags to the input. */
export async function rotated(sketch: Partial<ClipRecipe> = {}): Promise<string> {
  const lying = await clip(sketch);
  const { stdout } = await run('ffmpeg', ['-version']);
  const major = Number(/^ffmpeg version n?(\d+)/.exec(stdout)?.[1] ?? 99);
  const input = ['-i', lying];
  return major < 6
    ? make([...input, '-c', 'copy', '-metadata:s:v', 'rotate=90'], 'mp4')
    : make(['-display_rotation', '90', ...input, '-c', 'copy'], 'mp4');
}

/** A file that is no video, whatever its name says. */
export const garbage = (): Promise<string> =>
  make(['-f', 'lavfi', '-i', 'nullsrc=s=64x64:d=1', '-f', 'rawvideo'], 'mp4');

export const tone = (hertz: number, seconds: number): Promise<string> =>
  make(['-f', 'lavfi', '-i', `sine=f=${hertz}:r=44100:d=${seconds}`, '-c:a', 'libmp3lame', '-b:a', '96k'], 'mp3');

/** A tone that sounds only from `from` to `to`, for telling where a voice stands. */
export const beep = (hertz: number, from: number, to: number, seconds: number): Promise<string> =>
  make(
    ['-f', 'lavfi', '-i', `aevalsrc='0.5*sin(2*PI*${hertz}*t)*between(t,${from},${to})':s=48000:d=${seconds}`],
    'wav',
  );
