import type { TestApi } from './api.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface ErrorView {
  readonly code: string;
  readonly message: string;
  readonly details: { readonly errors?: readonly { readonly pointer: string; readonly message: string }[] };
  readonly timestamp: string;
  readonly request_id: string;
}

export const clip = { url: 's3://cutroom/a.mp4' } as const;

/** One request, as a client would make it. Objects are sent as JSON, texts and bytes as they are. */
export async function call(
  { url }: Pick<TestApi, 'url'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
}

export const errorOf = (answer: Answer): ErrorView => (answer.body as { error: ErrorView }).error;

/** Pointers of all problems in an error, in order. */
export const pointersOf = (answer: Answer): readonly string[] =>
  (errorOf(answer).details.errors ?? []).map(({ pointer }) => pointer);
