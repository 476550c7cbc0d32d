import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { level, picture, SAMPLE_RATE, sound } from '../media/inspect.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const exec = promisify(execFile);
const SIZE = { width: 160, height: 90 };

/** No two of them alike. */
const grey = (index: number): number => 20 + 11 * index;
const tone = (index: number): number => 300 + 60 * index;

let stack: TestStack;
let dir: string;
beforeAll(async () => {
  stack = await startTestStack();
  dir = await mkdtemp(join(tmpdir(), 'cutroom-assemble-'));
}, TURN_TIMEOUT_MS);
afterAll(async () => {
  await stack?.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Pictures and sounds of these seconds, in one ffmpeg. */
async function made(seconds: readonly number[]): Promise<{ readonly images: Buffer[]; readonly audio: Buffer[] }> {
  const paths = seconds.map((_, index) => join(dir, `sound-${index}.wav`));
  const inputs = seconds.flatMap((length, index) => ['-f', 'lavfi', '-i', `sine=${tone(index)}:r=48000:d=${length}`]);
  const outputs = paths.flatMap((path, index) => ['-map', `${index}:a`, '-af', 'volume=4', path]);
  await exec('ffmpeg', ['-v', 'error', '-y', ...inputs, ...outputs]);
  const one = (value: number): Promise<Buffer> =>
    sharp({ create: { ...SIZE, channels: 3, background: { r: value, g: value, b: value } } })
      .jpeg({ quality: 95 })
      .toBuffer();
  return {
    images: await Promise.all(seconds.map((_, index) => one(grey(index)))),
    audio: await Promise.all(paths.map((path) => readFile(path))),
  };
}

interface Scenes {
  readonly imageDuration: number;
  readonly sounds: readonly number[];
  readonly more?: object;
}

/** The film that the door answers with, and what it says of its length. */
async function assembled({ imageDuration, sounds, more = {} }: Scenes): Promise<{ path: string; seconds: number }> {
  const { images, audio } = await made(sounds);
  const form = new FormData();
  const scenes = sounds.map((_, index) => ({ index, imageDuration }));
  form.set('metadata', JSON.stringify({ scenes, resolution: SIZE, frameRate: 24, ...more }));
  for (const [index, bytes] of images.entries()) form.append('images', new Blob([bytes]), `${index}.jpg`);
  for (const [index, bytes] of audio.entries()) form.append('audio', new Blob([bytes]), `${index}.wav`);
  const answer = await fetch(`${stack.apiUrl}/assemble-video`, { method: 'POST', body: form });
  const body = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok) throw new Error(body.toString());
  const path = join(dir, 'film.mp4');
  await writeFile(path, body);
  return { path, seconds: Number(answer.headers.get('x-video-duration')) };
}

/** Which picture is seen in each frame. */
async function seen(path: string): Promise<readonly number[]> {
  const look = ['-vf', 'scale=1:1:flags=area,format=rgb24', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-'];
  const { stdout } = await exec('ffmpeg', ['-v', 'error', '-i', path, ...look], { encoding: 'buffer' });
  const reds = Array.from({ length: stdout.length / 3 }, (_, index) => stdout[3 * index] ?? 0);
  return reds.map((red) => Math.max(0, Math.round((red - grey(0)) / 11)));
}

/** Picture i in so many frames. */
const shown = (...frames: readonly number[]): readonly number[] =>
  frames.flatMap((count, index) => Array<number>(count).fill(index));

/** Which sounds are heard between two moments. */
const heard = (samples: Int16Array, count: number, from: number, to: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index).filter((index) => level(samples, tone(index), from, to) > 0.1);

describe('POST /assemble-video, rendered', () => {
  it('makes one film of twenty pictures and twenty sounds, each in its place', async () => {
    const [count, length, rate] = [20, 0.5, 24];
    const { path, seconds } = await assembled({ imageDuration: length, sounds: Array<number>(count).fill(length) });
    expect(seconds).toBe(count * length);
    expect(await picture(path)).toMatchObject({ ...SIZE, rate: '24/1' });
    expect(await seen(path)).toEqual(shown(...Array<number>(count).fill(length * rate)));
    const samples = await sound(path);
    expect(Math.abs(samples.length - count * length * SAMPLE_RATE)).toBeLessThanOrEqual(1024);
    for (let scene = 0; scene < count; scene += 1) {
      expect(heard(samples, count, scene * length + 0.05, (scene + 1) * length - 0.05)).toEqual([scene]);
    }
  });

  it('ends with the shorter of the two', async () => {
    const { path } = await assembled({ imageDuration: 1, sounds: [0.5, 0.5, 0.5] });
    expect(await seen(path)).toEqual(shown(24, 12));
  });

  it('begins each sound with its picture, which stays until both are over, where align is "scene"', async () => {
    const sounds = [1, 0.25, 0.5];
    const { path } = await assembled({ imageDuration: 0.5, sounds, more: { align: 'scene' } });
    expect(await seen(path)).toEqual(shown(24, 12, 12));
    const samples = await sound(path);
    expect(heard(samples, 3, 0.05, 0.95)).toEqual([0]);
    expect(heard(samples, 3, 1.02, 1.23)).toEqual([1]);
    expect(heard(samples, 3, 1.3, 1.48)).toEqual([]);
    expect(heard(samples, 3, 1.55, 1.95)).toEqual([2]);
  });
});
