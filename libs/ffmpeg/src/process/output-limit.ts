import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CutroomError } from '#lib/contracts';

interface LimitedFile {
  readonly path: string;
  readonly bytes: number;
}

/** Output files whose size argv limits; each has its own `-fs` before its name. */
const limitedFiles = (args: readonly string[], workDir: string): readonly LimitedFile[] =>
  args.flatMap((arg, index) => {
    const name = arg === '-fs' ? args.slice(index + 2).find((later) => later.startsWith('file:')) : undefined;
    if (name === undefined) return [];
    return [{ path: resolve(workDir, name.slice('file:'.length)), bytes: Number(args[index + 1]) }];
  });

/** Where a file reaches its limit, ffmpeg leaves out the rest of it and ends well. Throws RESOURCE_LIMIT. */
export async function refuseCutShort(args: readonly string[], workDir: string): Promise<void> {
  for (const { path, bytes } of limitedFiles(args, workDir)) {
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    if (size >= bytes) throw tooLarge(bytes);
  }
}

const tooLarge = (bytes: number): CutroomError =>
  new CutroomError('RESOURCE_LIMIT', `The result would be larger than the ${bytes} bytes that this service allows.`);
