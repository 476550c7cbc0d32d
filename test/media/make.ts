import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/** Files made once, under names that are hashes of what makes them. */
export const HOME = join(tmpdir(), 'cutroom-test-media');

/**
 * The file these ffmpeg arguments make, made once and kept under a name that is a hash of them. Test files that run side
 * by side may make the same one: whole files are moved into place, and equal ones replace each other.
 */
export async function make(args: readonly string[], extension: string): Promise<string> {
  const name = createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 24);
  const path = join(HOME, `${name}.${extension}`);
  if (existsSync(path)) return path;
  await mkdir(HOME, { recursive: true });
  const draft = await mkdtemp(join(HOME, 'draft-'));
  try {
    const made = join(draft, `made.${extension}`);
    await run('ffmpeg', ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', ...args, made]);
    await rename(made, path);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return path;
}
