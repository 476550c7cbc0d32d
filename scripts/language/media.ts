import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { disc, LOGO, scenery } from './scenery.js';

const CAPTIONS = '1\n00:00:00,000 --> 00:00:03,000\nCaptions come from a file,\n<i>in any encoding</i>\n';
const PLUCKED = '0.5*sin(2*PI*t*220*pow(2,(3*mod(floor(2*t),4))/12))*exp(-3*mod(t,0.5))';

export const ffmpeg = async (...args: readonly string[]): Promise<Buffer> => {
  const { stdout } = await promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 ** 2,
  });
  return stdout;
};

/** Makes what the examples are made of below `dir`; its files by name. */
export async function makeMedia(dir: string): Promise<ReadonlyMap<string, string>> {
  await mkdir(dir, { recursive: true });
  const at = (name: string): string => join(dir, name);
  const still = (svg: string, name: string): Promise<unknown> => sharp(Buffer.from(svg)).toFile(at(name));
  await Promise.all([
    still(scenery('day'), 'day.png'),
    still(scenery('night'), 'night.png'),
    still(disc('#fff2a8'), 'sun.png'),
    still(disc('#e8ecff'), 'moon.png'),
    still(LOGO, 'logo.png'),
    photograph(at('photo.jpg')),
    writeFile(at('captions.srt'), CAPTIONS),
  ]);
  await film(at('day.png'), at('sun.png'), at('day.mp4'));
  await film(at('night.png'), at('moon.png'), at('night.mp4'));
  await ffmpeg('-i', at('day.mp4'), '-an', '-vf', 'crop=202:360:200:0', at('tall.mp4'));
  const badge = ['-loop', '1', '-framerate', '25', '-t', '2', '-i', at('logo.png')];
  const turned = 'format=rgba,pad=144:144:(ow-iw)/2:(oh-ih)/2:color=black@0,rotate=PI*t:c=none';
  await ffmpeg(...badge, '-vf', turned, '-c:v', 'qtrle', at('badge.mov'));
  await tone(PLUCKED, 16, at('music.m4a'));
  await tone('0.7*sin(2*PI*200*t)*sin(2*PI*3*t)*between(mod(t,4),1,2.6)', 8, at('voice.wav'));
  await tone('0.6*sin(2*PI*220*t)*exp(-2*t)', 2, at('short.wav'));
  await tone('0.3*(random(0)-0.5)*(1+sin(2*PI*t))', 4, at('hiss.wav'));
  const names = ['day.mp4', 'night.mp4', 'tall.mp4', 'photo.jpg', 'logo.png', 'badge.mov', 'captions.srt'];
  return new Map([...names, 'music.m4a', 'voice.wav', 'short.wav', 'hiss.wav'].map((name) => [name, at(name)]));
}

/** Something is in every corner of it, so that a camera's way over it shows. */
const photograph = async (path: string): Promise<void> => {
  const sun = await sharp(Buffer.from(disc('#fff2a8')))
    .resize(150)
    .png()
    .toBuffer();
  const land = Buffer.from(scenery('day', 1280, 720));
  await sharp(land)
    .composite([{ input: sun, left: 940, top: 60 }])
    .jpeg({ quality: 92 })
    .toFile(path);
};

/** Five seconds in which the light wanders, the seconds are counted, and every second begins with a tone. */
const film = async (land: string, light: string, path: string): Promise<void> => {
  const stills = [land, light].flatMap((file) => ['-loop', '1', '-framerate', '25', '-i', file]);
  const clock =
    "drawtext=text='%{eif\\:t\\:d}.%{eif\\:mod(floor(t*10),10)\\:d} s':x=14:y=14:fontsize=40:fontcolor=white:box=1:boxcolor=black@0.4:boxborderw=6";
  const graph = `[0][1]overlay=x=30+110*t:y='130-90*sin(PI*t/5)',${clock},format=yuv420p[v]`;
  const sound = ['-f', 'lavfi', '-i', "aevalsrc='0.6*sin(2*PI*440*t)*lt(mod(t,1),0.4)':s=48000"];
  await ffmpeg(...stills, ...sound, '-filter_complex', graph, '-map', '[v]', '-map', '2:a', '-t', '5', path);
};

const tone = async (expression: string, seconds: number, path: string): Promise<void> => {
  await ffmpeg('-f', 'lavfi', '-i', `aevalsrc='${expression}':s=48000:d=${seconds}`, path);
};
