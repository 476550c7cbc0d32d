import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { frame, picture } from '../media/inspect.js';
import { run } from '../media/make.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const readme = resolve(import.meta.dirname, '..', '..', 'README.md');
const COMPOSITIONS = '<!-- walk-through: a test runs these commands -->';
const DOORS = '<!-- doors walk-through: a test runs these commands -->';

let stack: TestStack;
let dir: string;

/** Runs the commands that follow a mark in README, in a directory of their own. @returns what they said */
async function walk(mark: string, name: string): Promise<string> {
  const text = await readFile(readme, 'utf8');
  const [, script = ''] = /```sh\n([\s\S]*?)```/.exec(text.slice(text.indexOf(mark))) ?? [];
  expect(script).toContain('API=http://localhost:8000');
  const here = script.replace('http://localhost:8000', stack.apiUrl).replace('.cutroom', stack.dataDir);
  const cwd = join(dir, name);
  await mkdir(cwd);
  return (await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', here], { cwd, timeout: 90_000 })).stdout;
}

beforeAll(async () => {
  stack = await startTestStack();
  dir = await mkdtemp(join(tmpdir(), 'cutroom-walk-throughs-'));
}, TURN_TIMEOUT_MS);
afterAll(async () => {
  await stack?.stop();
  await rm(dir, { recursive: true, force: true });
});

const made = (name: string): string => join(dir, 'doors', name);
const colorOf = async (name: string, index: number) => (await frame(made(name), index)).mean(0.1, 0.1, 0.9, 0.9);

it('the walk-through of the README makes the film it promises', async () => {
  expect(await walk(COMPOSITIONS, 'compositions')).toContain('event: completed');
  // 3 s and 3.5 s, less one second of crossfade.
  const film = join(dir, 'compositions', 'film.mp4');
  expect(await picture(film)).toMatchObject({ frames: 165, width: 1280, height: 720, rate: '30/1' });
}, 90_000);

describe('the walk-through of the other doors', () => {
  let told: string;
  beforeAll(async () => {
    told = await walk(DOORS, 'doors');
  }, 120_000);

  it('assembles pictures and sounds, each picture for its time, as long as the shorter row', async () => {
    expect(told).toMatch(/^x-video-duration: 1\r?$/im);
    expect(await picture(made('slop.mp4'))).toMatchObject({ frames: 24, width: 160, height: 90, rate: '24/1' });
    const [[red], [, , blue]] = [await colorOf('slop.mp4', 11), await colorOf('slop.mp4', 12)];
    expect([(red ?? 0) > 200, (blue ?? 0) > 200]).toEqual([true, true]);
  });

  it('cuts to the frame: the first and the last frame of a trim are those of the film', async () => {
    expect(await picture(made('trim.mp4'))).toMatchObject({ frames: 25, width: 320, height: 180, rate: '25/1' });
    // Colours are converted on the way: what tells a frame is that no neighbour is as like it.
    const likeness = async (first: number): Promise<readonly number[]> => {
      const part = `[0:v]trim=start_frame=${first}:end_frame=${first + 25},setpts=PTS-STARTPTS[a]`;
      const graph = `${part};[a][1:v]psnr=stats_file=-`;
      const films = ['-i', made('film.mp4'), '-i', made('trim.mp4')];
      const { stdout } = await run('ffmpeg', ['-v', 'error', ...films, '-lavfi', graph, '-f', 'null', '-']);
      return [...stdout.matchAll(/psnr_avg:(\S+)/g)].map(([, level]) => Number(level));
    };
    const [early, exact, late] = [await likeness(9), await likeness(10), await likeness(11)];
    for (const index of [0, 24]) {
      const neighbours = Math.max(early[index] ?? 0, late[index] ?? 0);
      expect(exact[index]).toBeGreaterThan(neighbours + 1);
    }
    expect((await stat(made('range.bin'))).size).toBe(100);
  });

  it('writes Devanagari over it, at the right', async () => {
    const [plain, written] = [await frame(made('trim.mp4'), 5), await frame(made('overlay.mp4'), 5)];
    const change = (left: number, right: number): number =>
      Math.abs(written.mean(left, 0.1, right, 0.35)[0] - plain.mean(left, 0.1, right, 0.35)[0]);
    expect(change(0.5, 0.95)).toBeGreaterThan(change(0, 0.25) + 5);
  });

  it('makes a film in several qualities, none of them larger than it is', async () => {
    const frames = { frames: 25, width: 320, height: 180, rate: '25/1' };
    expect(await picture(made('quality-2.mp4'))).toMatchObject(frames);
    expect(await picture(made('quality-3.mp4'))).toMatchObject(frames);
    const bytes = async (name: string): Promise<number> => (await stat(made(name))).size;
    expect(await bytes('quality-3.mp4')).toBeLessThan(await bytes('quality-2.mp4'));
  });

  it('joins shots into the project at the asked bit rate, and says so in project.json', async () => {
    expect(told).toContain('event: completed');
    const home = join(stack.dataDir, 'projects', 'summer');
    const { title, assemblies } = JSON.parse(await readFile(join(home, 'project.json'), 'utf8')) as {
      title: string;
      assemblies: { file: string; duration: number; job_id: string }[];
    };
    const [entry] = assemblies;
    expect([title, entry]).toMatchObject([
      'Summer',
      { resolution: '320x180', fps: 24, bitrate: '500k', shots: ['shots/001.mp4', { file: 'shots/002.mp4', in: 0.2 }] },
    ]);
    expect(await readdir(join(home, 'exports'))).toEqual([entry?.file.slice('exports/'.length)]);
    const file = join(home, entry?.file ?? '');
    expect(await picture(file)).toMatchObject({
      frames: Math.round((entry?.duration ?? 0) * 24),
      width: 320,
      rate: '24/1',
    });
    const { stdout } = await run('ffprobe', [
      '-v',
      'error',
      '-select_streams',
      'v',
      '-show_entries',
      'stream=bit_rate',
      '-of',
      'csv=p=0',
      file,
    ]);
    expect(Math.abs(Number(stdout) / 500_000 - 1)).toBeLessThan(0.1);
  });
});
