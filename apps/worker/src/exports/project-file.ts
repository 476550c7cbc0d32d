import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { CutroomError } from '#lib/contracts';
import { draftOf } from './drafts.js';

export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * Adds an entry to the `assemblies` of a project.json, once for each `job_id`, and leaves all else as it was. Whoever reads it
 * meanwhile sees the old file or the new one. The caller keeps others from doing the same at the same time.
 * @throws CutroomError PROCESSING_FAILED where the file holds something else than a project
 */
export const addAssembly = async (path: string, entry: JsonRecord): Promise<void> => {
  const project = parse(await readFile(path, 'utf8'));
  const { assemblies = [] } = project;
  if (!Array.isArray(assemblies)) throw broken();
  if (assemblies.some((known: unknown) => isRecord(known) && known['job_id'] === entry['job_id'])) return;
  await replace(path, `${JSON.stringify({ ...project, assemblies: [...assemblies, entry] }, null, 2)}\n`);
};

const parse = (text: string): JsonRecord => {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw broken();
};

const replace = async (path: string, text: string): Promise<void> => {
  const draft = draftOf(path, basename(path));
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(text);
      // Renamed before its bytes are safe, a power cut would leave an empty project.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
};

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const broken = (): CutroomError =>
  new CutroomError('PROCESSING_FAILED', 'project.json holds something else than a project.');
