import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A job's own directories. Every name in them is chosen here, never by a client. ffmpeg may write to `workDir` only:
 * what it reads may be links to a cache that other jobs read too, and lies beside it, where its sandbox cannot write.
 */
export interface Workspace {
  readonly workDir: string;
  readonly source: (index: number) => string;
  /** A source that is a picture, as a plain PNG. */
  readonly decoded: (index: number) => string;
  readonly picture: (index: number) => string;
  /** Finished parts, and the list that joins them. */
  readonly partsDir: string;
  readonly segment: (index: number, rendition: number) => string;
  readonly sound: string;
  readonly soundBlock: (index: number) => string;
  readonly joinList: (rendition: number) => string;
  readonly palette: (rendition: number) => string;
  /** The result, or one of its renditions. */
  readonly output: (rendition: number) => string;
  /** A picture of the output, and the few pixels it is judged by. */
  readonly still: (index: number) => { readonly picture: string; readonly sample: string };
  /** Makes the directories, empty. Throws what the file system throws. */
  open(): Promise<void>;
  /** Removes the directories, unless the operator asked to keep them. Never throws. */
  close(): Promise<void>;
}

const number = (index: number): string => String(index).padStart(3, '0');

/** Touches nothing yet: `open` does. */
export function workspaceAt(root: string, name: string, keep: boolean): Workspace {
  const dir = join(root, name);
  const workDir = join(dir, 'work');
  const sourcesDir = join(dir, 'sources');
  const partsDir = join(dir, 'parts');
  return {
    workDir,
    source: (index) => join(sourcesDir, `source-${number(index)}`),
    decoded: (index) => join(sourcesDir, `decoded-${number(index)}.png`),
    picture: (index) => join(sourcesDir, `picture-${number(index)}.png`),
    partsDir,
    segment: (index, rendition) => join(partsDir, `segment-${number(index)}-${rendition}`),
    sound: join(partsDir, 'sound'),
    soundBlock: (index) => join(partsDir, `sound-${number(index)}.w64`),
    joinList: (rendition) => join(partsDir, `join-${rendition}.txt`),
    palette: (rendition) => join(workDir, `palette-${rendition}.png`),
    output: (rendition) => join(workDir, `output-${rendition}`),
    still: (index) => ({
      picture: join(workDir, `still-${number(index)}.jpg`),
      sample: join(workDir, `still-${number(index)}.gray`),
    }),
    async open() {
      await rm(dir, { recursive: true, force: true });
      for (const made of [dir, workDir, sourcesDir, partsDir]) await mkdir(made, { recursive: true, mode: 0o700 });
    },
    close: () => (keep ? Promise.resolve() : rm(dir, { recursive: true, force: true }).catch(() => undefined)),
  };
}

export async function openWorkspace(root: string, name: string, keep: boolean): Promise<Workspace> {
  const workspace = workspaceAt(root, name, keep);
  await workspace.open();
  return workspace;
}
