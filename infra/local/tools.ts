import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Something the system has to bring, and the packages that bring it. */
export interface Tool {
  readonly name: string;
  readonly apt: string;
  /** Undefined: macOS needs or has no package for it. */
  readonly brew: string | undefined;
  /** False: the stack runs without it, only less well. */
  readonly required: boolean;
  readonly present: () => boolean;
  /** The environment variable that names another program in its place. */
  readonly setting?: string;
}

const FONT_DIRS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(process.env['HOME'] ?? '/', '.fonts'),
  '/Library/Fonts',
  '/System/Library/Fonts',
];

const executable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

export const onPath = (program: string): boolean =>
  program.includes('/')
    ? executable(program)
    : (process.env['PATH'] ?? '').split(delimiter).some((dir) => executable(join(dir, program)));

const hasFont = (pattern: RegExp): boolean =>
  process.platform === 'darwin' ||
  FONT_DIRS.some(
    (dir) =>
      existsSync(dir) && readdirSync(dir, { recursive: true, encoding: 'utf8' }).some((file) => pattern.test(file)),
  );

const program = (name: string, apt: string, brew: string | undefined, required = true): Tool => ({
  name,
  apt,
  brew,
  required,
  present: () => onPath(name),
});
const settable = (setting: string, name: string, apt: string, brew: string): Tool => ({
  ...program(name, apt, brew),
  setting,
  present: () => onPath(process.env[setting]?.trim() || name),
});
const font = (name: string, apt: string, pattern: RegExp): Tool => ({
  name,
  apt,
  brew: undefined,
  required: false,
  present: () => hasFont(pattern),
});

export const TOOLS: readonly Tool[] = [
  settable('FFMPEG_BIN', 'ffmpeg', 'ffmpeg', 'ffmpeg'),
  settable('FFPROBE_BIN', 'ffprobe', 'ffmpeg', 'ffmpeg'),
  program('redis-server', 'redis-server', 'redis'),
  { ...program('fc-list', 'fontconfig', 'fontconfig'), required: false },
  font('fonts for most scripts', 'fonts-noto-core', /NotoSansDevanagari/),
  font('colour emoji', 'fonts-noto-color-emoji', /NotoColorEmoji/),
  font('Chinese, Japanese and Korean fonts', 'fonts-noto-cjk', /NotoSansCJK/),
  // Keeps ffmpeg off the network and away from files; macOS has no such thing.
  {
    ...program('bwrap', 'bubblewrap', undefined, false),
    present: () => process.platform !== 'linux' || onPath('bwrap'),
  },
  // The voice of the demo; without it a tone speaks.
  program('espeak-ng', 'espeak-ng', 'espeak-ng', false),
];
