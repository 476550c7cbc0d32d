import { execFile } from 'node:child_process';
import { lstat, mkdtemp, open, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CutroomError } from '#lib/contracts';
import { createFfmpeg, DEFAULT_LIMITS } from '#lib/ffmpeg';
import { createLogger } from '#lib/observability';
import { type CutPiece, type CutPlan, planRender } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { factsFor, OPTIONS } from '../../../test/factories/media.js';
import { timeline } from '../../../test/factories/timeline.js';
import { RunCost } from '../src/render/accounts/run-cost.js';
import { ProgressReporter } from '../src/render/attempt/progress-reporter.js';
import { makePieces } from '../src/render/cuts/make-pieces.js';
import { unlessWrong } from '../src/render/cuts/unless-wrong.js';
import { Slots } from '../src/render/slots.js';
import { openWorkspace, type Workspace } from '../src/workspace/workspace.js';

const exec = promisify(execFile);
const TICKS = 512;
const film = timeline({ clips: [{ url: 'clip', out: 1 }], fps: 25 });
const plan = planRender(film, factsFor(film), OPTIONS);

/** Twenty frames, of which the fourth is lost. */
async function makeDamaged(path: string): Promise<void> {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=64x36:r=25', '-frames:v', '20'];
  const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-pix_fmt', 'yuv420p'];
  await exec('ffmpeg', ['-v', 'error', ...picture, ...codec, '-f', 'mp4', path]);
  const { stdout } = await exec('ffprobe', ['-v', 'error', '-show_entries', 'packet=pos', '-of', 'csv=p=0', path]);
  const file = await open(path, 'r+');
  // The length of what it is made of.
  await file.write(Buffer.alloc(4, 0xff), 0, 4, Number.parseInt(stdout.split('\n')[3] ?? '', 10));
  await file.close();
}

describe('pieces of a film', () => {
  let dir = '';
  let workspace: Workspace;
  beforeAll(async () => {
    dir = await realpath(await mkdtemp(join(tmpdir(), 'cutroom-pieces-')));
    workspace = await openWorkspace(dir, 'job', false);
    await makeDamaged(join(dir, 'source'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const piece = (index: number, kind: CutPiece['kind'], frames: number, from: number): CutPiece => ({
    ...{ kind, index, start: 0, frames, media: 0, stream: 0, seek: null, firstPts: from * TICKS, delay: 0 },
    ...{ timeBase: rational(1, 25 * TICKS), inPoint: null },
  });
  const planOf = (...pieces: readonly CutPiece[]): CutPlan => ({
    ...{ pieces, delay: 0, timescale: null },
    edges: {
      ...{ profile: 'high', pixelFormat: 'yuv420p' },
      color: { range: null, matrix: null, primaries: null, transfer: null },
    },
  });
  const signal = new AbortController().signal;
  const logger = createLogger({ level: 'silent', service: 'test' });

  const make = async (cuts: CutPlan): ReturnType<typeof makePieces> => {
    const progress = new ProgressReporter({
      ...{ compositionId: 'c', attempt: 1, floor: { stage: 'encoding', percentage: 0, message: '' }, saveEveryMs: 1e6 },
      ...{ emit: () => Promise.resolve(), save: () => Promise.resolve() },
    });
    const tools = {
      ...{
        ffmpeg: await createFfmpeg({ bin: 'ffmpeg', probeBin: 'ffprobe', sandbox: 'auto', memoryMb: 1024 }),
        logger,
      },
      ...{ limits: DEFAULT_LIMITS, settings: { jobTimeoutSeconds: 60 }, encodeSlots: new Slots(1) },
    };
    const job = { plan, mediaFiles: [join(dir, 'source')], mediaPointers: ['/clips/0'] };
    return makePieces({ workspace, signal, progress, cost: new RunCost() }, tools, job, cuts);
  };

  it('name the source that is damaged', async () => {
    const { warnings } = await make(planOf(piece(0, 'encoded', 8, 10)));
    expect(warnings).toEqual([{ pointer: '/clips/0', damaged_places: 1 }]);
  });

  it('are refused where a frame is lost that they should show', async () => {
    await expect(make(planOf(piece(3, 'encoded', 8, 2)))).rejects.toMatchObject({ code: 'PROCESSING_FAILED' });
  });

  it('are given up, with their links to sources, for encoding the film, where one has other frames than planned', async () => {
    const cuts = planOf({ ...piece(1, 'copied', 20, 0), inPoint: rational(0) }, piece(2, 'copied', 30, 0));
    const link = (): Promise<boolean> =>
      lstat(workspace.segment(1, 0)).then(
        (seen) => seen.isSymbolicLink(),
        () => false,
      );
    let linked = false;
    const making = async (): Promise<unknown> => {
      try {
        return await make(cuts);
      } finally {
        linked = await link();
      }
    };
    expect(await unlessWrong({ workspace, signal }, { logger }, cuts, making)).toBeNull();
    expect([linked, await link()]).toEqual([true, false]);
  });

  it('are not given up where the machine is to blame, or nobody waits', async () => {
    const fails = (code: 'TIMEOUT' | 'PROCESSING_FAILED', transient: boolean, stop = signal): Promise<unknown> =>
      unlessWrong({ workspace, signal: stop }, { logger }, planOf(), () =>
        Promise.reject(new CutroomError(code, 'No.', { transient })),
      );
    await expect(fails('TIMEOUT', false)).rejects.toThrow('No.');
    await expect(fails('PROCESSING_FAILED', true)).rejects.toThrow('No.');
    await expect(fails('PROCESSING_FAILED', false, AbortSignal.abort())).rejects.toThrow('No.');
  });
});
