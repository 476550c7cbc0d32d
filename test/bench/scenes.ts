import { createWriteStream, openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What POST /assemble-video takes, and where its answer goes. */
export interface SceneWork {
  readonly metadata: object;
  readonly images: readonly string[];
  readonly audio: readonly string[];
}

/** Pictures and sounds to a video in one request. Throws where the answer is none. */
export async function assembleScenes(url: string, { metadata, images, audio }: SceneWork, path: string): Promise<void> {
  const form = new FormData();
  form.append('metadata', JSON.stringify(metadata));
  for (const [field, files] of Object.entries({ images, audio })) {
    for (const file of files) form.append(field, await openAsBlob(file), basename(file));
  }
  const answer = await fetch(`${url}/assemble-video`, { method: 'POST', body: form });
  if (!answer.ok || answer.body === null)
    throw new Error(`/assemble-video: HTTP ${answer.status} ${await answer.text()}`);
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(path));
}
