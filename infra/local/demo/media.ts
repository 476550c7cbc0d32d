import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '../failure.js';
import { onPath } from '../tools.js';

export interface DemoMedia {
  readonly clips: readonly [string, string, string];
  readonly music: string;
  readonly voice: string;
}

/** Raise when a recipe below changes: older files are then made again. */
const VERSION = 2;
const SPEECH =
  'This film was made by Cut Room: three clips, one fade, one cross fade, a title, and music under this voice.';

const run = async (program: string, args: readonly string[]): Promise<void> => {
  try {
    await promisify(execFile)(program, [...args], { maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const detail =
      error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : String(error);
    throw new SetupError(`${program} could not make the demo's media: ${detail}`);
  }
};

const ffmpeg = (args: readonly string[], output: string): Promise<void> =>
  run(process.env['FFMPEG_BIN']?.trim() || 'ffmpeg', [
    '-nostdin',
    '-hide_banner',
    '-loglevel',
    'error',
    '-y',
    ...args,
    output,
  ]);

const clip = (picture: string, sound: string, seconds: number, output: string): Promise<void> =>
  ffmpeg(
    ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound, '-t', String(seconds)].concat([
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      '-b:a',
      '128k',
    ]),
    output,
  );

/** A plucked note every half second, up and down an A minor pentatonic, over a soft fifth. */
const MUSIC =
  "aevalsrc='0.25*sin(2*PI*t*220*pow(2,(3*mod(floor(2*t),4)+2*gt(mod(floor(2*t),8),3))/12))*exp(-4*mod(t,0.5))" +
  "+0.06*sin(2*PI*110*t)+0.04*sin(2*PI*164.81*t)':s=48000:c=stereo:d=16";

async function speak(output: string, raw: string): Promise<void> {
  if (onPath('espeak-ng')) {
    await run('espeak-ng', ['-v', 'en', '-s', '155', '-w', raw, SPEECH]);
    await ffmpeg(['-i', `file:${raw}`, '-af', 'adelay=1200:all=1', '-ar', '48000'], output);
    return;
  }
  // No speech at hand: a tone that comes and goes still shows where the voice would be.
  await ffmpeg(['-f', 'lavfi', '-i', "aevalsrc='0.4*sin(2*PI*330*t)*gt(mod(t,2),1)':s=48000:d=8"], output);
}

/** Makes each file once; a half-made one never carries the final name. */
async function once(path: string, make: (unfinished: string) => Promise<void>): Promise<string> {
  if (!existsSync(path)) {
    const unfinished = path.replace(/(\.\w+)$/, '.part$1');
    await make(unfinished);
    renameSync(unfinished, path);
  }
  return path;
}

/**
 * Three clips of different size, shape and rate with sound, music and a voice; made once below `dir`, a draft of them a
 * quarter as wide. @throws SetupError
 */
export async function demoMedia(dir: string, draft: boolean): Promise<DemoMedia> {
  const home = join(dir, draft ? `v${VERSION}-draft` : `v${VERSION}`);
  const size = (width: number, height: number): string => (draft ? `${width / 4}x${height / 4}` : `${width}x${height}`);
  mkdirSync(home, { recursive: true });
  const at = (name: string): string => join(home, name);
  const [one, two, three, music, voice] = await Promise.all([
    once(at('one.mp4'), (to) => clip(`testsrc2=s=${size(1280, 720)}:r=30`, 'sine=f=262:r=48000', 5, to)),
    once(at('two.mp4'), (to) => clip(`mandelbrot=s=${size(640, 640)}:r=24`, 'sine=f=330:r=44100', 5, to)),
    once(at('three.mp4'), (to) =>
      clip(`smptehdbars=s=${size(856, 480)}:r=25,hue=H=0.4*t`, 'sine=f=392:r=48000', 5, to),
    ),
    once(at('music.m4a'), (to) => ffmpeg(['-f', 'lavfi', '-i', MUSIC, '-c:a', 'aac', '-b:a', '160k'], to)),
    once(at('voice.wav'), (to) => speak(to, at('speech.wav'))),
  ]);
  return { clips: [one, two, three], music, voice };
}
