import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory for the tests of one file; gone when they have run. */
export const useTempDir = (): { readonly path: (...names: string[]) => string } => {
  let dir = '';
  beforeAll(async () => {
    dir = await realpath(await mkdtemp(join(tmpdir(), 'cutroom-ffmpeg-')));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));
  return { path: (...names) => join(dir, ...names) };
};
