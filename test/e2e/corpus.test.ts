import { join } from 'node:path';
import { ERROR_CODES } from '../../libs/contracts/src/errors.js';
import { corpusFile, corpusIsHere, corpusRows } from '../../libs/ffmpeg/test/support/corpus.js';
import { frame, picture, sound } from '../media/inspect.js';
import { Client, type State } from '../support/client.js';
import { leftovers, NOTHING } from '../support/leftovers.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const FPS = 25;
const rows = corpusRows();
const named = (folder: string) => rows.filter(({ file }) => file?.startsWith(`${folder}/`));
const VIDEOS = named('video').map((row) => ({
  file: row['file'] ?? '',
  seconds: Math.min(1, Number(row['duration'])),
}));
const PICTURES = named('image').map(({ file = '' }) => file);
/** The one broken file that no asset can be made of. */
const EMPTY = 'broken/result.webm';
const BROKEN = named('broken')
  .filter(({ file }) => file !== EMPTY)
  .map(({ file = '', notes = '' }) => ({ file, malicious: notes.includes('MALICIOUS') }));
const LONGEST_MS = 10_000;
/** For one file; five are on their way at a time. */
const PATIENCE_MS = 120_000;

/** What no error may show: where the service keeps things, how it is written, what it signed. */
const INNARDS =
  /\/(tmp|home|root|usr|var|etc|work|nix)\/|file:|https?:\/\/|\n\s+at |node_modules|X-Amz|signature=|\.ts:\d/i;

interface Ended {
  readonly state: State;
  readonly elapsedMs: number;
}

const suite = corpusIsHere ? describe : describe.skip;

suite('files that nobody made for these tests (skipped without MEDIA_CORPUS or ../shared/media)', () => {
  let stack: TestStack;
  let client: Client;
  beforeAll(async () => {
    stack = await startTestStack({ env: { MAX_CONCURRENT_JOBS: '2' } });
    client = new Client(stack.apiUrl);
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  const render = async (file: string, clip: object): Promise<Ended> => {
    const { url } = await client.upload(corpusFile(file));
    const began = performance.now();
    const id = await client.post({
      clips: [{ url, ...clip }],
      output: { resolution: '480p', fps: FPS, preset: 'ultrafast' },
    });
    return { state: await client.ended(id, PATIENCE_MS), elapsedMs: performance.now() - began };
  };

  it.concurrent.each(VIDEOS)(
    '$file gives exactly its frames',
    async ({ file, seconds }) => {
      const { state } = await render(file, seconds === 1 ? { trim_end: 1 } : {});
      expect(state.error).toBeNull();
      expect(state.status).toBe('completed');
      const result = await client.download(state.composition_id, join(stack.dataDir, `${state.composition_id}.mp4`));
      const { frames } = await picture(result);
      expect(frames).toBe(Math.round((state.duration ?? 0) * FPS));
      if (seconds === 1) expect(frames).toBe(FPS);
      const samples = await sound(result);
      expect(Math.abs(samples.length - (frames / FPS) * 48_000)).toBeLessThanOrEqual(1024);
    },
    PATIENCE_MS,
  );

  it.concurrent.each(PICTURES)(
    '%s is shown as long as it is asked for',
    async (file) => {
      const { state } = await render(file, { duration: 0.6, motion: 'zoom_in' });
      expect(state.error).toBeNull();
      const result = await client.download(state.composition_id, join(stack.dataDir, `${state.composition_id}.mp4`));
      expect((await picture(result)).frames).toBe(15);
      expect((await frame(result, 14)).peak(0, 0, 1, 1)).toBeGreaterThan(60);
    },
    PATIENCE_MS,
  );

  it('an empty file is refused at the door', async () => {
    expect(await client.tryUpload(corpusFile(EMPTY))).toMatchObject({
      status: 400,
      body: { error: { code: 'VALIDATION_FAILED', message: 'The file is empty.' } },
    });
  });

  it.each(BROKEN)('$file ends, soon, with a picture or a reason', async ({ file, malicious }) => {
    const { state, elapsedMs } = await render(file, {});
    expect(elapsedMs).toBeLessThan(LONGEST_MS);
    if (malicious) expect(state.status).toBe('failed');
    if (state.status === 'completed') return;
    expect(state.status).toBe('failed');
    expect(ERROR_CODES).toContain(state.error?.code);
    expect(state.error?.code).not.toBe('INTERNAL_ERROR');
    expect(state.error?.details.errors?.[0]?.pointer).toMatch(/^\/clips\/0/);
    expect(JSON.stringify(state.error)).not.toMatch(INNARDS);
  });

  it('leaves nothing behind', async () => {
    expect(await leftovers(stack, 1)).toEqual(NOTHING);
  });
});
