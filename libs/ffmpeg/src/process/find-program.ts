import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { CutroomError } from '#lib/contracts';

const executable = async (path: string): Promise<string | null> => {
  try {
    await access(path, constants.X_OK);
    return await realpath(path);
  } catch {
    return null;
  }
};

/** The real path of a program, by name on PATH or by path; null where there is none. */
export const findProgram = async (name: string): Promise<string | null> => {
  if (name.includes('/')) return executable(isAbsolute(name) ? name : resolve(name));
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = directory === '' ? null : await executable(join(directory, name));
    if (found !== null) return found;
  }
  return null;
};

/** Throws PROCESSING_FAILED (permanent: no retry installs a program). */
export const requireProgram = async (name: string, what: 'ffmpeg' | 'ffprobe'): Promise<string> => {
  const found = await findProgram(name);
  if (found !== null) return found;
  throw new CutroomError('PROCESSING_FAILED', `${what} is not installed where the service looks for it.`, {
    details: { setting: what === 'ffmpeg' ? 'FFMPEG_BIN' : 'FFPROBE_BIN' },
  });
};
