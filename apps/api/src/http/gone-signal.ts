import type { Response } from 'express';

/** Fires when the client is gone, and when it was answered: nobody waits for anything more then. */
export const goneSignal = (response: Response): AbortSignal => {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
};
