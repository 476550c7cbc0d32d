import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  readonly command: readonly string[];
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const workingDirectory = (pid: number): string => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
};

/** Every process on this machine that has to do with `dir`: works there, names it, or was started with it in a setting. */
export function processesOf(dir: string): readonly RunningProcess[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => pid !== process.pid)
    .map((pid) => ({
      pid,
      command: read(`/proc/${pid}/cmdline`)
        .split('\0')
        .filter((part) => part !== ''),
    }))
    .filter(
      ({ pid, command }) =>
        command.length > 0 &&
        (command.some((part) => part.includes(dir)) ||
          workingDirectory(pid).startsWith(dir) ||
          read(`/proc/${pid}/environ`).includes(dir)),
    );
}

/** The encoders at work below `dir`; the sandbox around one is not counted. */
export const encodersOf = (dir: string): readonly RunningProcess[] =>
  processesOf(dir).filter(({ command }) => /(^|\/)ffmpeg$/.test(command[0] ?? ''));
