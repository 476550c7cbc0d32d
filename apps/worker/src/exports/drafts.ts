import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const DRAFT = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** A file beside `path` that becomes it when it is whole. */
export const draftOf = (path: string, prefix = ''): string => join(dirname(path), `${prefix}.${randomUUID()}.tmp`);

/** Removes drafts of workers that died over them: nobody has written to those for a while. Never throws. */
export const sweepDrafts = async (dir: string, idleSeconds: number): Promise<void> => {
  const names = (await readdir(dir).catch(() => [])).filter((name) => DRAFT.test(name));
  const before = Date.now() - idleSeconds * 1000;
  for (const name of names) {
    const path = join(dir, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && found.mtimeMs < before) await rm(path, { force: true }).catch(() => undefined);
  }
};
