import { join } from 'node:path';
import { ERROR_CODES } from '../../libs/contracts/src/errors.js';
import { corpusFile, corpusIsHere, corpusRows } from '../../libs/ffmpeg/test/support/corpus.js';
import { frame, picture, sound } from '../media/inspect.js';
import { Client, type State } from '../support/client.js';
import { leftovers, NOTHING } from '../support/leftovers.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const FPS = 25;
const rows = corpusRows();
const named = (folder: string) => rows.filter(({ file }) => file?.startsWith(`${folder}/`));
const VIDEOS = named('video').map((row) => ({
  file: row['file'] ?? '',
  // A file that does not tell its length is longer than that.
  seconds: Math.min(1, Number(row['duration']) || 1),
}));
const PICTURES = named('image').map(({ file = '' }) => file);
/** The one broken file that no asset can be made of. */
const EMPTY = 'broken/result.webm';
const BROKEN = named('broken')
  .filter(({ file }) => file !== EMPTY)
  .map(({ file = '', notes = '' }) => ({ file, malicious: notes.includes('MALICIOUS') }));
const LONGEST_MS = 10_000;
/** Files in one film: every kind beside others, and the service's own work done once for several. */
const TOGETHER = 6;
/** For one film; five are on their way at a time. */
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

  const render = async (files: readonly (readonly [string, object])[]): Promise<Ended> => {
    const urls = await client.uploadAll(files.map(async ([file]) => corpusFile(file)));
    const began = performance.now();
    const clips = files.map(([, clip], index) => ({ url: urls[index], ...clip }));
    const id = await client.post({ clips, output: { ...SMALL, fps: FPS } });
    return { state: await client.ended(id, PATIENCE_MS), elapsedMs: performance.now() - began };
  };

  const film = async (files: readonly (readonly [string, object])[]) => {
    const { state } = await render(files);
    expect(state.error).toBeNull();
    expect(state.status).toBe('completed');
    const file = await client.download(state.composition_id, join(stack.dataDir, `${state.composition_id}.mp4`));
    return { state, file };
  };

  const inGroups = <File>(files: readonly File[]): { readonly names: string; readonly group: readonly File[] }[] =>
    Array.from({ length: Math.ceil(files.length / TOGETHER) }, (_, index) => {
      const group = files.slice(index * TOGETHER, (index + 1) * TOGETHER);
      return { group, names: group.map((file) => JSON.stringify(file)).join(', ') };
    });

  it.concurrent.each(inGroups(VIDEOS))(
    'one after the other give exactly their frames: $names',
    async ({ group }) => {
      const { file, state } = await film(
        group.map((video) => [video.file, video.seconds === 1 ? { trim_end: 1 } : {}]),
      );
      const { frames } = await picture(file);
      expect(frames).toBe(Math.round((state.duration ?? 0) * FPS));
      const whole = group.filter(({ seconds }) => seconds === 1).length;
      expect(frames).toBeGreaterThan(whole * FPS - (group.length === whole ? 1 : 0));
      expect(frames).toBeLessThanOrEqual(group.length * FPS);
      const samples = await sound(file);
      expect(Math.abs(samples.length - (frames / FPS) * 48_000)).toBeLessThanOrEqual(1024);
    },
    PATIENCE_MS,
  );

  it.concurrent.each(inGroups(PICTURES))(
    'are shown as long as they are asked for: $names',
    async ({ group }) => {
      const { file } = await film(group.map((name) => [name, { duration: 0.6, motion: 'zoom_in' }]));
      expect((await picture(file)).frames).toBe(group.length * 15);
      for (const [index, name] of group.entries()) {
        const shown = await frame(file, index * 15 + 14);
        expect({ name, dark: shown.peak(0, 0, 1, 1) <= 60 }).toEqual({ name, dark: false });
      }
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
    const { state, elapsedMs } = await render([[file, {}]]);
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
