import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { poll } from '../../infra/local/poll.js';

export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

export interface StateError {
  readonly code: string;
  readonly message: string;
  readonly details: { readonly errors?: readonly Problem[] };
}

/** What GET /api/v1/compositions/{id} answers, as far as tests read it. */
export interface State {
  readonly composition_id: string;
  readonly status: 'queued' | 'processing' | 'completed' | 'failed' | 'cancelled';
  readonly progress: { readonly stage: string; readonly percentage: number; readonly message: string };
  readonly started_at: string | null;
  readonly output_url: string | null;
  readonly thumbnail_url: string | null;
  readonly duration: number | null;
  readonly size_bytes: number | null;
  readonly error: StateError | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const ENDED: readonly string[] = ['completed', 'failed', 'cancelled'];

/** Talks to one API the way a client does. */
export class Client {
  constructor(readonly apiUrl: string) {}

  async request(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(this.apiUrl + path, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    const json = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
  }

  /** Uploads a file. @returns its `s3://` URL and what a worker saw in it */
  async upload(path: string, name = basename(path)): Promise<{ readonly url: string; readonly probe: unknown }> {
    const { status, body } = await this.tryUpload(path, name);
    if (status !== 201) throw new Error(`Uploading ${name}: HTTP ${status} ${JSON.stringify(body)}`);
    return body as { readonly url: string; readonly probe: unknown };
  }

  async tryUpload(path: string, name = basename(path)): Promise<Answer> {
    const form = new FormData();
    form.append('file', await openAsBlob(path), name);
    const answer = await fetch(`${this.apiUrl}/api/v1/assets`, { method: 'POST', body: form });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }

  async uploadAll(paths: readonly (string | Promise<string>)[]): Promise<readonly string[]> {
    return Promise.all(paths.map(async (path) => (await this.upload(await path)).url));
  }

  /** Posts a composition. @returns its id */
  async post(body: object, headers?: Record<string, string>): Promise<string> {
    const answer = await this.request('POST', '/api/v1/compositions', body, headers);
    if (answer.status !== 202) throw new Error(`POST: HTTP ${answer.status} ${JSON.stringify(answer.body)}`);
    return (answer.body as { readonly composition_id: string }).composition_id;
  }

  async get(id: string): Promise<State> {
    const answer = await this.request('GET', `/api/v1/compositions/${id}`);
    if (answer.status !== 200) throw new Error(`GET ${id}: HTTP ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as State;
  }

  /** The first state that `wanted` takes. A state that cannot be read (an outage is part of the test) is asked for again. */
  async until(id: string, wanted: (state: State) => boolean, deadlineMs = 60_000): Promise<State> {
    let last: unknown = 'nothing was read';
    const look = async (): Promise<State | null> => {
      const state = await this.get(id).catch((error: unknown) => {
        last = error;
        return null;
      });
      last = state ?? last;
      return state !== null && wanted(state) ? state : null;
    };
    const found = await poll(look, { deadlineMs });
    if (found !== null) return found;
    throw new Error(`${id} did not get there in ${deadlineMs} ms. Last: ${JSON.stringify(last) ?? String(last)}`);
  }

  /** The last state of a composition. */
  ended(id: string, deadlineMs = 60_000): Promise<State> {
    return this.until(id, ({ status }) => ENDED.includes(status), deadlineMs);
  }

  /** The state of one that must end well. */
  async completed(id: string, deadlineMs = 60_000): Promise<State> {
    const state = await this.ended(id, deadlineMs);
    if (state.status === 'completed') return state;
    throw new Error(`${id} ended ${state.status}: ${JSON.stringify(state.error)}`);
  }

  /** Fetches the result the way a browser would: by the presigned URL it is sent to. */
  async download(id: string, to: string): Promise<string> {
    const answer = await this.request('GET', `/api/v1/compositions/${id}/download`);
    if (answer.status !== 302) throw new Error(`Download: HTTP ${answer.status} ${JSON.stringify(answer.body)}`);
    const file = await fetch(answer.headers.get('location') ?? '');
    if (!file.ok) throw new Error(`The presigned URL answered HTTP ${file.status}`);
    await writeFile(to, Buffer.from(await file.arrayBuffer()));
    return to;
  }
}
