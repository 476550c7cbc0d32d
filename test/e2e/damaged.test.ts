import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plain } from '../media/sources.js';
import { Client } from '../support/client.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const SECONDS = 10;

describe('a clip whose header is whole and whose pictures are not', () => {
  let stack: TestStack;
  let client: Client;
  let intact: string;
  beforeAll(async () => {
    stack = await startTestStack({ env: { SEGMENT_TTL: '86400' } });
    client = new Client(stack.apiUrl);
    intact = (await client.upload(await plain('red'))).url;
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  /** Uploads a film with zeros instead of what lies between two parts (0–1) of its file. */
  async function damaged(from: number, to: number): Promise<string> {
    const film = await plain('black', {
      ...{ picture: 'testsrc2', seconds: SECONDS, tone: null },
      extra: ['-g', '25', '-movflags', '+faststart'],
    });
    const bytes = await readFile(film);
    bytes.fill(0, Math.round(from * bytes.length), Math.round(to * bytes.length));
    const path = join(stack.dataDir, `damaged-${from}-${to}.mp4`);
    await writeFile(path, bytes);
    return (await client.upload(path)).url;
  }

  it('fails with its place in the request where hardly anything can be shown', async () => {
    const url = await damaged(0.5, 1);
    const id = await client.post({ clips: [{ url: intact }, { url, trim_start: 5.5, trim_end: 9 }], output: SMALL });
    const { status, error } = await client.ended(id);
    expect({ status, error }).toMatchObject({
      status: 'failed',
      error: { code: 'INVALID_CLIP_FORMAT', details: { errors: [{ pointer: '/clips/1/url' }] } },
    });
  }, 60_000);

  it('is shown as far as it goes, with a warning that a second render gives too', async () => {
    const url = await damaged(0.7, 0.8);
    for (const time of ['first', 'second']) {
      const id = await client.post({ clips: [{ url: intact }, { url }], output: SMALL });
      await client.completed(id);
      const { body } = await client.request('GET', `/api/v1/compositions/${id}/metadata`);
      const { warnings, segments } = body as {
        readonly warnings: readonly { readonly pointer: string; readonly damaged_places: number }[];
        readonly segments: { readonly count: number; readonly reused: number };
      };
      expect(warnings).toEqual([{ pointer: '/clips/1/url', damaged_places: expect.any(Number) }]);
      expect(warnings[0]?.damaged_places).toBeGreaterThan(5);
      expect({ time, whole: segments.reused < segments.count }).toEqual({ time, whole: true });
    }
  }, 60_000);
});
