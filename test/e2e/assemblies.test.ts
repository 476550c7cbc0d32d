import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { poll } from '../../infra/local/poll.js';
import { level, picture, SAMPLE_RATE, sound } from '../media/inspect.js';
import { run } from '../media/make.js';
import { chromium, openPage, type Page } from '../support/browser.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const exec = promisify(execFile);
const readme = resolve(import.meta.dirname, '..', '..', 'README.md');
const MARK = '<!-- assemblies walk-through: a test runs these commands -->';
const [WIDTH, HEIGHT, RATE] = [320, 180, 25];

let stack: TestStack;
let dir: string;
let sources: string;
let lines: readonly string[];

beforeAll(async () => {
  stack = await startTestStack();
  dir = await mkdtemp(join(tmpdir(), 'cutroom-assemblies-'));
  sources = join(stack.dataDir, 'sources');
  const text = await readFile(readme, 'utf8');
  const [, script = ''] = /```sh\n([\s\S]*?)```/.exec(text.slice(text.indexOf(MARK))) ?? [];
  const here = script.replace('http://localhost:8000', stack.apiUrl).replace('.cutroom/sources', sources);
  const run = await exec('bash', ['-euo', 'pipefail', '-c', here], { cwd: dir, timeout: 60_000 });
  lines = run.stdout.split('\n').filter((line) => line !== '');
}, TURN_TIMEOUT_MS);
afterAll(async () => {
  await stack?.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Grey frames [from, to). Whatever the decoder has to say about the file fails the test. */
async function frames(path: string, from = 0, to = Number.MAX_SAFE_INTEGER): Promise<readonly Buffer[]> {
  const options = { encoding: 'buffer', maxBuffer: 64 * 1024 ** 2 } as const;
  const filter = `trim=start_frame=${from}:end_frame=${Math.min(to, 1e9)}`;
  const { stdout, stderr } = await exec(
    'ffmpeg',
    [
      '-v',
      'warning',
      '-xerror',
      '-nostdin',
      '-i',
      path,
      '-vf',
      filter,
      '-fps_mode',
      'passthrough',
      '-pix_fmt',
      'gray',
      '-f',
      'rawvideo',
      '-',
    ],
    options,
  );
  expect(stderr.toString()).toBe('');
  const size = WIDTH * HEIGHT;
  return Array.from({ length: stdout.length / size }, (_, index) => stdout.subarray(index * size, (index + 1) * size));
}

const difference = (one: Buffer, other: Buffer, rows: readonly [number, number] = [0, HEIGHT]): number => {
  const [from, to] = [rows[0] * WIDTH, rows[1] * WIDTH];
  return (
    one.subarray(from, to).reduce((sum, grey, index) => sum + Math.abs(grey - (other[from + index] ?? 0)), 0) /
    (to - from)
  );
};

const wanted = async (): Promise<readonly Buffer[]> => [
  ...(await frames(join(sources, 'take-1.mp4'), 10, 80)),
  ...(await frames(join(sources, 'take-2.mp4'), 38)),
];

describe('the walk-through of sources and assemblies', () => {
  it('shows what there is to cut from', () => {
    expect(JSON.parse(lines[0] ?? '')).toEqual({ status: 'ok', count: 2, unreadable: [] });
    expect(JSON.parse(lines[1] ?? '')).toEqual(
      [1, 2].map((index) => ({
        ...{ index, filename: `take-${index}.mp4`, duration: 4, resolution: '320x180', codec: 'h264' },
        file_size: expect.any(Number),
      })),
    );
  });

  it('makes a clean film: exact to the frame, all but the edges copied, and no decoder finds fault with it', async () => {
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({
      ...{ id: 'asm_002', name: 'Rough cut', status: 'done', error: null, preview: false, duration: 5.28 },
      output_url: '/output/asm_002/result.mp4',
      clips: [
        { pos: 1, filename: 'take-1.mp4', start: 0.4, end: 3.2, duration: 2.8 },
        { pos: 2, filename: 'take-2.mp4', start: 1.52, end: 4, duration: 2.48 },
      ],
    });
    const [seen, source] = [await frames(join(dir, 'preview-false.mp4')), await wanted()];
    expect(seen).toHaveLength(132);
    const off = seen.map((frame, index) => difference(frame, source[index] ?? Buffer.alloc(0)));
    // Key frames of the takes are 25 apart: 15 and 12 frames before the first one are encoded, and what the last copy cannot end with.
    expect(off.filter((one) => one > 0).length).toBeLessThan(30);
    expect(Math.max(...off)).toBeLessThan(1.5);
    expect(await readdir(join(stack.dataDir, 'output', 'asm_002'))).toEqual(['result.mp4']);
  });

  it('cannot be heard to be cut: the sound goes down and comes up over 50 ms', async () => {
    const heard = await sound(join(dir, 'preview-false.mp4'));
    const around = (at: number, seconds = 0.004): number => {
      const part = heard.subarray(Math.round((at - seconds) * SAMPLE_RATE), Math.round((at + seconds) * SAMPLE_RATE));
      return part.reduce((most, one) => Math.max(most, Math.abs(one)), 0) / 32_768;
    };
    const [whole, cut] = [around(1.4), around(70 / RATE)];
    expect(cut).toBeLessThan(whole / 8);
    expect(around(70 / RATE - 0.06)).toBeGreaterThan(whole * 0.9);
    expect(around(70 / RATE + 0.06)).toBeGreaterThan(whole * 0.9);
    expect(level(heard, 140, 1, 2)).toBeGreaterThan(10 * level(heard, 240, 1, 2));
    expect(level(heard, 240, 3.2, 4.2)).toBeGreaterThan(10 * level(heard, 140, 3.2, 4.2));
  });

  it('makes a preview of the same frames, with the time of the source over them', async () => {
    const [seen, source] = [await frames(join(dir, 'preview-true.mp4')), await wanted()];
    expect(seen).toHaveLength(132);
    // Its colours are BT.709 now, so grey levels moved; which frame it is can still be told from its neighbours.
    const like = (frame: number, other: number, rows: readonly [number, number]): number =>
      difference(seen[frame] ?? Buffer.alloc(0), source[other] ?? Buffer.alloc(0), rows);
    for (const frame of [1, 35, 68, 71, 100, 130]) {
      const [before, same, after] = [-1, 0, 1].map((step) => like(frame, frame + step, [0, 120]));
      expect(same).toBeLessThan(Math.min(before ?? 0, after ?? 0));
    }
    // Frame 38 of both takes: 00:00:01:13. The same picture behind the same digits looks the same.
    expect(difference(seen[28] ?? Buffer.alloc(0), seen[70] ?? Buffer.alloc(0))).toBeLessThan(4);
  });
});

describe('the page', () => {
  const program = chromium();
  (program === null ? it.skip : it)(
    'browses, builds, plays and offers to download, in a browser',
    async () => {
      await writeFile(join(sources, 'broken.mp4'), 'no video');
      await symlink(readme, join(sources, 'outside.mp4'));
      const page: Page = await openPage(program ?? '', `${stack.apiUrl}/assemblies`);
      const until = <T>(what: string): Promise<T> =>
        page.run(`new Promise((done, fail) => { const ends = Date.now() + 10000; (function look() {
        const found = ${what}; if (found) done(found); else if (Date.now() > ends) fail(new Error('not so: ' + document.body.innerText)); else setTimeout(look, 50);
      })(); })`);
      try {
        await until(`document.readyState === 'complete' && document.querySelectorAll('#sources tr').length === 2`);
        await page.run(`document.getElementById('reindex').click()`);
        expect(await until(`document.getElementById('problem').textContent`)).toMatch(/^broken\.mp4: /);
        await page.run(`document.querySelectorAll('#sources button').forEach((button) => button.click())`);
        await page.run(`(() => { const [start, end] = document.querySelectorAll('#clips input');
        for (const [field, value] of [[start, 0.48], [end, 1.2]]) { field.value = value; field.dispatchEvent(new Event('input')); }
        document.getElementById('preview').checked = false; document.getElementById('build').click(); })()`);
        // Plays to its end without a fault, through every join, and seeks to a copied frame.
        await until(`document.getElementById('player').src.endsWith('/output/asm_003/result.mp4')`);
        const played = await page.run<{
          ended: boolean;
          error: string | null;
          size: number[];
          dropped: number;
          duration: number;
        }>(`(async () => {
        const video = document.getElementById('player');
        video.muted = true; video.playbackRate = 4;
        await video.play();
        await new Promise((done) => { video.onended = done; video.onerror = done; setTimeout(done, 8000); });
        const { totalVideoFrames, corruptedVideoFrames } = video.getVideoPlaybackQuality();
        return { ended: video.ended, error: video.error && video.error.message, size: [video.videoWidth, video.videoHeight],
          dropped: corruptedVideoFrames ?? 0, frames: totalVideoFrames, duration: video.duration };
      })()`);
        expect(played).toMatchObject({ ended: true, error: null, size: [WIDTH, HEIGHT], dropped: 0 });
        expect(played.duration).toBeCloseTo(4.72, 1);
        const link = await page.run<string>(`document.querySelector('#assemblies a').href`);
        const part = await fetch(link, { headers: { Range: 'bytes=4-7' } });
        expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
      } finally {
        await page.close();
      }
    },
    40_000,
  );
});

it('takes of other sizes, rates and sounds become a film of the shape that the first one has', async () => {
  // A tall grey picture at 30 frames a second, with a mono tone.
  const grey = [
    '-f',
    'lavfi',
    '-i',
    'color=gray:s=90x160:r=30:d=2',
    '-f',
    'lavfi',
    '-i',
    'sine=330:d=2:sample_rate=22050',
  ];
  await run('ffmpeg', ['-v', 'error', ...grey, '-pix_fmt', 'yuv420p', '-shortest', join(sources, 'tall.mp4')]);
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await fetch(`${stack.apiUrl}/api/v1${path}`, body === undefined ? {} : post)).json() as Promise<T>;
  };
  await ask('/sources/reindex', {});
  const clips = [
    { source: 'take-1.mp4', start: 0.4, end: 1.4 },
    { source: 'tall.mp4', start: 0.5, end: 1.5 },
  ];
  const { id } = await ask<{ id: string }>('/assemblies', { clips, preview: false });
  const look = async () => {
    const state = await ask<{ status: string; error: string | null; duration: number }>(`/assemblies/${id}`);
    return state.status === 'processing' ? null : state;
  };
  expect(await poll(look, { deadlineMs: 30_000 })).toMatchObject({ status: 'done', error: null, duration: 2 });

  const film = join(stack.dataDir, 'output', id, 'result.mp4');
  expect(await picture(film)).toMatchObject({
    frames: 50,
    width: WIDTH,
    height: HEIGHT,
    rate: `${RATE}/1`,
    codec: 'h264',
  });
  const seen = await frames(film);
  const take = await frames(join(sources, 'take-1.mp4'), 10, 35);
  for (const index of [0, 24]) {
    const [same, next] = [take[index], take[index === 0 ? 1 : index - 1]].map((other) =>
      difference(seen[index] ?? Buffer.alloc(0), other ?? Buffer.alloc(0)),
    );
    expect(same).toBeLessThan(next ?? 0);
  }
  // The whole of the tall picture, between black bars.
  const across = [...(seen[25] ?? Buffer.alloc(0)).subarray(90 * WIDTH, 91 * WIDTH)];
  expect(across.filter((luma) => luma > 100).length).toBeGreaterThan(95);
  expect(across.filter((luma) => luma > 100).length).toBeLessThan(107);
  const heard = await sound(film);
  expect(level(heard, 330, 1.2, 1.8)).toBeGreaterThan(10 * level(heard, 330, 0.2, 0.8));
}, 60_000);
