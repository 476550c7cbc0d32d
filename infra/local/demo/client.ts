import { createWriteStream, openAsBlob } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from '../failure.js';
import { pick, text } from './json.js';
import { serverSentEvents } from './sse.js';

export interface DemoProgress {
  readonly stage: string;
  /** 0–100. */
  readonly percentage: number;
  readonly message: string;
}

const TERMINAL = ['completed', 'failed', 'cancelled'];
const DEADLINE_MS = 10 * 60_000;

async function call(url: string, what: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(120_000) });
  if (!answer.ok) {
    const body: unknown = await answer.json().catch(() => null);
    const problems = JSON.stringify(pick(body, 'error', 'details', 'errors') ?? '');
    throw new SetupError(
      `${what} was refused (HTTP ${answer.status}): ${text(pick(body, 'error', 'message'))} ${problems}`,
    );
  }
  return answer;
}

/** Uploads one file; its `s3://` URL. */
export async function uploadAsset(api: string, path: string): Promise<string> {
  const form = new FormData();
  form.append('file', await openAsBlob(path), basename(path));
  const answer = await call(`${api}/api/v1/assets`, `Uploading ${basename(path)}`, { method: 'POST', body: form });
  return text(pick(await answer.json(), 'url'));
}

/** Posts a composition; its id. */
export async function postComposition(api: string, body: object): Promise<string> {
  const answer = await call(`${api}/api/v1/compositions`, 'The composition', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return text(pick(await answer.json(), 'composition_id'));
}

const progressOf = (value: unknown): DemoProgress | null => {
  const progress = pick(value, 'progress') ?? value;
  const percentage = pick(progress, 'percentage');
  return typeof percentage === 'number'
    ? { stage: text(pick(progress, 'stage')), percentage, message: text(pick(progress, 'message')) }
    : null;
};

/** Follows the event stream to its end, connecting again where it breaks. @throws SetupError where the render fails */
export async function follow(api: string, id: string, show: (progress: DemoProgress) => void): Promise<void> {
  const url = `${api}/api/v1/compositions/${id}`;
  const deadline = performance.now() + DEADLINE_MS;
  let last: string | null = null;
  while (performance.now() < deadline) {
    try {
      const stream = await fetch(`${url}/events`, {
        headers: last === null ? {} : { 'last-event-id': last },
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      for await (const event of serverSentEvents(stream.body ?? Readable.from([]))) {
        last = event.id ?? last;
        const progress = progressOf(JSON.parse(event.data));
        if (progress !== null) {
          show(progress);
        }
        if (TERMINAL.includes(event.event)) {
          break;
        }
      }
    } catch {
      // A broken stream says nothing about the render; the state below does.
    }
    const state: unknown = await (await call(url, 'The composition')).json();
    const status = text(pick(state, 'status'));
    if (status === 'completed') {
      return;
    }
    if (TERMINAL.includes(status)) {
      throw new SetupError(`The render ended ${status}: ${text(pick(state, 'error', 'message'))}`);
    }
    await delay(300);
  }
  throw new SetupError(`The render was not done after ${DEADLINE_MS / 60_000} minutes.`);
}

/** Saves the finished video, or a rendition of it; a broken download never carries the final name. */
export async function download(api: string, id: string, to: string, rendition?: string): Promise<void> {
  const what = rendition === undefined ? '' : `?rendition=${rendition}`;
  const answer = await call(`${api}/api/v1/compositions/${id}/download${what}`, 'The download');
  if (answer.body === null) {
    throw new SetupError('The download was empty.');
  }
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(`${to}.part`));
  await rename(`${to}.part`, to);
}
