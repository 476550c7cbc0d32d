import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { poll } from '../../infra/local/poll.js';

interface Assembly {
  readonly id: string;
  readonly status: string;
  readonly error: string | null;
}

const ask = async <T>(url: string, path: string, body?: object): Promise<T> => {
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${url}/api/v1${path}`, body === undefined ? {} : post);
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};

/** Puts files into the sources folder and has them indexed. */
export async function putSources(url: string, dir: string, paths: readonly string[]): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const path of paths) await copyFile(path, join(dir, basename(path)));
  await ask(url, '/sources/reindex', {});
}

/** All of these, whole and in order, as one clean film. @returns its id, when it is done */
export async function assembleFilms(url: string, paths: readonly string[]): Promise<string> {
  const clips = paths.map((path) => ({ source: basename(path) }));
  const { id } = await ask<Assembly>(url, '/assemblies', { clips, preview: false });
  const look = async (): Promise<Assembly | null> => {
    const state = await ask<Assembly>(url, `/assemblies/${id}`);
    return state.status === 'processing' ? null : state;
  };
  const ended = await poll(look, { deadlineMs: 300_000 });
  if (ended?.status !== 'done') throw new Error(`The assembly ended ${ended?.status}: ${ended?.error}`);
  return id;
}

export async function fetchAssembly(url: string, id: string, path: string): Promise<void> {
  const answer = await fetch(`${url}/output/${id}/result.mp4`);
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
}
