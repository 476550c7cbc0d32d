import type { OpenedSource } from './open-http.js';

/** The bytes of a source. Its faults get their code here, where they cannot be taken for faults of the local file. */
export async function* readBody(source: OpenedSource, signal: AbortSignal): AsyncGenerator<Buffer> {
  const { body, translate } = source;
  const onAbort = () => body.destroy(new Error('aborted'));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    for await (const chunk of body) yield chunk;
  } catch (error) {
    throw translate(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
