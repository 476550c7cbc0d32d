import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const MAX_BUFFER = 256 * 1024 * 1024;

/** Standard output of the real ffmpeg; a failure carries what it said. */
export const ffmpeg = async (args: readonly string[]): Promise<Buffer> =>
  (await exec(process.env['FFMPEG_BIN'] ?? 'ffmpeg', [...args], { encoding: 'buffer', maxBuffer: MAX_BUFFER })).stdout;

/** The same quietly, for making sources and reading results. */
export const tool = (...args: readonly string[]): Promise<Buffer> => ffmpeg(['-v', 'error', '-nostdin', '-y', ...args]);

export const ffprobe = async (...args: readonly string[]): Promise<unknown> => {
  const { stdout } = await exec(process.env['FFPROBE_BIN'] ?? 'ffprobe', ['-v', 'error', '-of', 'json', ...args], {
    maxBuffer: MAX_BUFFER,
  });
  return JSON.parse(stdout);
};

/** A directory for one test file, gone when its tests are done. */
export const workDirectory = (): ((name: string) => string) => {
  const directory = mkdtempSync(join(tmpdir(), 'cutroom-commands-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return (name) => join(directory, name);
};
