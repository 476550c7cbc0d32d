import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createObjectStore, type ObjectStore } from '#lib/storage';
import { runCommand } from '../infra/local/failure.js';
import { freePort } from '../infra/local/ports.js';
import { checkPrerequisites } from '../infra/local/prerequisites.js';
import { stopRequests } from '../infra/local/process/stop-requests.js';
import { startStack } from '../infra/local/stack.js';
import { CHAPTERS } from './language/chapters.js';
import { makeMedia } from './language/media.js';
import { Renderer } from './language/render.js';
import { strip } from './language/strip.js';

const root = resolve(import.meta.dirname, '..', '..');
const pictures = join(root, 'docs', 'images', 'language');
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The stack's own store, to read from. */
const storeIn = (folder: string, publicUrl: string): ObjectStore =>
  createObjectStore({ driver: 'fs', root: folder, publicUrl, signingSecret: 'of no use for reading' });

/** Renders the pictures of docs/language.md: all, or those whose names begin with an argument. */
async function language(): Promise<void> {
  checkPrerequisites(['ffmpeg', 'ffprobe', 'redis-server']);
  const wanted = process.argv.slice(2);
  const home = await mkdtemp(join(tmpdir(), 'cutroom-language-'));
  const port = await freePort();
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PUBLIC_URL: `http://127.0.0.1:${port}` };
  const place = { root, dataDir: join(home, 'data'), host: '127.0.0.1', port };
  const stack = await startStack({ ...place, workers: 1, env, say, signal: stopRequests().first });
  try {
    const renderer = await Renderer.create(
      stack.apiUrl,
      storeIn(join(place.dataDir, 'objects'), stack.apiUrl),
      join(home, 'results'),
      await makeMedia(join(home, 'media')),
    );
    const examples = CHAPTERS.flatMap((chapter) => chapter.examples).filter(
      ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
    );
    await mkdir(pictures, { recursive: true });
    for (const { name, tiles, columns } of examples) {
      const seen = await Promise.all(
        tiles.map(async (tile) => ({ label: tile.label, picture: await renderer.look(tile) })),
      );
      await writeFile(join(pictures, `${name}.webp`), await strip(seen, columns));
      say(name);
    }
  } finally {
    await stack.stop('kill');
    await rm(home, { recursive: true, force: true });
  }
}

await runCommand(language);
process.exit();
