import sharp from 'sharp';
import { avi } from './avi.js';
import { tone } from './tone.js';

const WIDTH = 640;
const HEIGHT = 360;
const FPS = 25;

export interface SampleClip {
  /** Degrees of the colour wheel. */
  readonly hue: number;
  readonly hertz: number;
  readonly seconds: number;
}

/** A few seconds of a disc that travels over a coloured ground, with a tone: made here, since the API has no ffmpeg. */
export const sampleClip = async ({ hue, hertz, seconds }: SampleClip): Promise<Buffer> => {
  const count = Math.round(seconds * FPS);
  const frames: Buffer[] = [];
  for (let i = 0; i < count; i += 1) frames.push(await frame(hue, i / count));
  return avi({ width: WIDTH, height: HEIGHT, fps: FPS, frames, pcm: tone(hertz, count / FPS) });
};

/** `at` is the part of the clip that is over, 0–1. */
const frame = (hue: number, at: number): Promise<Buffer> => {
  const x = Math.round(WIDTH * at);
  const y = Math.round(HEIGHT * (0.5 + 0.3 * Math.sin(at * 4 * Math.PI)));
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="hsl(${hue} 60% 35%)"/>
    <circle cx="${x}" cy="${y}" r="48" fill="hsl(${(hue + 180) % 360} 80% 65%)"/>
  </svg>`;
  return sharp(Buffer.from(picture)).jpeg({ quality: 85, chromaSubsampling: '4:2:0' }).toBuffer();
};
