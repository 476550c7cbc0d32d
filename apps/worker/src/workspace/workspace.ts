import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A job's own directory. Every name in it is chosen here, never by a client. */
export interface Workspace {
  readonly dir: string;
  readonly source: (index: number) => string;
  readonly picture: (index: number) => string;
  readonly segment: (index: number) => string;
  readonly sound: string;
  readonly joinList: string;
  readonly output: string;
  /** Removes the directory, unless the operator asked to keep it. Never throws. */
  close(): Promise<void>;
}

const number = (index: number): string => String(index).padStart(3, '0');

export async function openWorkspace(root: string, name: string, keep: boolean): Promise<Workspace> {
  const dir = join(root, name);
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true, mode: 0o700 });
  return {
    dir,
    source: (index) => join(dir, `source-${number(index)}`),
    picture: (index) => join(dir, `picture-${number(index)}.png`),
    segment: (index) => join(dir, `segment-${number(index)}.mp4`),
    sound: join(dir, 'sound.m4a'),
    joinList: join(dir, 'join.txt'),
    output: join(dir, 'output.mp4'),
    close: () => (keep ? Promise.resolve() : rm(dir, { recursive: true, force: true }).catch(() => undefined)),
  };
}
