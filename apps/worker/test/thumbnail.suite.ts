import { execFile } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createFfmpeg, DEFAULT_LIMITS } from '#lib/ffmpeg';
import { createLogger } from '#lib/observability';
import { type CutPiece, type CutPlan, planRender } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { factsFor, OPTIONS } from '../../../test/factories/media.js';
import { timeline } from '../../../test/factories/timeline.js';
import { RunCost } from '../src/render/accounts/run-cost.js';
import { chooseStill, thumbnail } from '../src/render/steps/thumbnail.js';
import { openWorkspace, type Workspace } from '../src/workspace/workspace.js';

const exec = promisify(execFile);
const FPS = 25;

/** Frame n is as bright as n says: in limited range in the film, from 0 to 255 in JPEG. */
const luma = (frame: number): number => 20 + 6 * frame;
const brightness = (frame: number): number => ((luma(frame) - 16) * 255) / 219;

async function makeRising(path: string, frames: number): Promise<void> {
  const picture = ['-f', 'lavfi', '-i', `nullsrc=s=64x36:r=${FPS},geq=lum=${luma(0)}+6*N:cb=128:cr=128`];
  const codec = ['-c:v', 'libx264', '-crf', '5', '-pix_fmt', 'yuv420p', '-force_key_frames', 'expr:eq(n,20)'];
  const file = ['-movflags', '+faststart', '-f', 'mp4', path];
  await exec('ffmpeg', ['-v', 'error', ...picture, '-frames:v', String(frames), ...codec, ...file]);
}

async function brightnessOf(picture: string): Promise<number> {
  const options = { encoding: 'buffer' } as const;
  const grey = ['-pix_fmt', 'gray', '-f', 'rawvideo', '-'];
  const { stdout } = await exec('ffmpeg', ['-v', 'error', '-i', picture, ...grey], options);
  return stdout.reduce((sum, one) => sum + one, 0) / stdout.length;
}

describe('the thumbnail of a film that is not joined yet', () => {
  let dir = '';
  let workspace: Workspace;
  beforeAll(async () => {
    dir = await realpath(await mkdtemp(join(tmpdir(), 'cutroom-thumbnail-')));
    workspace = await openWorkspace(dir, 'job', false);
    await makeRising(workspace.segment(0, 0), 10);
    await makeRising(join(dir, 'source'), 30);
    await symlink(join(dir, 'source'), workspace.segment(1, 0));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const piece = (index: number, start: number, inPoint: CutPiece['inPoint']): CutPiece => ({
    ...{ kind: 'copied', index, start, frames: 10, media: 0, stream: 0, seek: null, firstPts: 0, delay: 0 },
    ...{ timeBase: rational(1, 12_800), inPoint },
  });
  const cuts: CutPlan = {
    ...{ pieces: [piece(0, 0, null), piece(1, 10, rational(20, FPS))], delay: 0, timescale: null },
    edges: {
      ...{ profile: 'high', pixelFormat: 'yuv420p' },
      color: { range: null, matrix: null, primaries: null, transfer: null },
    },
  };

  const film = timeline({ clips: [{ url: 'clip', out: 0.8 }], fps: FPS });
  const job = { plan: planRender(film, factsFor(film), OPTIONS), cuts };
  const toolsFor = async () => ({
    ffmpeg: await createFfmpeg({ bin: 'ffmpeg', probeBin: 'ffprobe', sandbox: 'auto', memoryMb: 1024 }),
    ...{ logger: createLogger({ level: 'silent', service: 'test' }), limits: DEFAULT_LIMITS },
    settings: { jobTimeoutSeconds: 60 },
  });
  const contextFor = (frame: number | null) => {
    const thumbnailAt = frame === null ? null : rational(frame, FPS);
    const shared = { workspace, signal: new AbortController().signal, cost: new RunCost() };
    return { ...shared, timeline: { ...film, output: { ...film.output, thumbnailAt } } };
  };
  const take = async (frame: number | null): Promise<number> => {
    const pictures = [[workspace.segment(0, 0), workspace.segment(1, 0)]];
    return brightnessOf((await thumbnail(contextFor(frame), await toolsFor(), job, { pictures })) ?? '');
  };

  it.each([
    [0, 'first of its piece', 0],
    [9, 'last of its piece', 9],
    [10, 'where a piece begins in the middle of a source', 20],
    [19, 'where the source ends', 29],
  ])('is frame %i, %s', async (frame, _where, shown) => {
    expect(Math.abs((await take(frame)) - brightness(shown))).toBeLessThan(3);
  });

  it('is a frame past the opening where none is asked for', async () => {
    expect(Math.abs((await take(null)) - brightness(3))).toBeLessThan(3);
  });

  it('is the key frame before a place, also where none comes behind it', async () => {
    const shown = { video: join(dir, 'source'), frame: 29, from: null, choose: 'key frame before' } as const;
    const picture = await chooseStill(contextFor(null), await toolsFor(), job.plan, async () => shown);
    expect(Math.abs((await brightnessOf(picture)) - brightness(20))).toBeLessThan(3);
  });

  it('fails as what is not what was planned, where a source ends before the frame that is asked for', async () => {
    const whole = await readFile(join(dir, 'source'));
    const end = whole.indexOf('mdat') + (whole.length - whole.indexOf('mdat')) * 0.9;
    await writeFile(join(dir, 'short'), whole.subarray(0, end));
    await rm(workspace.segment(1, 0));
    await symlink(join(dir, 'short'), workspace.segment(1, 0));
    await expect(take(19)).rejects.toMatchObject({ code: 'PROCESSING_FAILED', transient: false });
  });
});
