import type { Readable } from 'node:stream';
import { CutroomError } from '#lib/contracts';
import { cancelled, transientFault } from './faults.js';

/**
 * The bytes of what is to be stored. Its faults get their code here, where they cannot be taken for faults of the
 * store: a client that hung up is no reason to look at the disk.
 */
export async function* readChunks(source: Readable, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  const onAbort = () => source.destroy(new Error('aborted'));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal?.aborted === true) throw cancelled(signal);
    for await (const chunk of source) yield chunk;
  } catch (error) {
    if (signal?.aborted === true) throw cancelled(signal);
    throw sourceFault(error);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

export function sourceFault(error: unknown): CutroomError {
  if (error instanceof CutroomError) return error;
  return transientFault('What was to be stored broke off before its end.', error);
}
