import type { ProbeContext } from '../options.js';

/** How long somebody wants to know what is in a file, and until when. */
export type Allowance = Pick<ProbeContext, 'signal' | 'deadline'>;

/** Asked before every read. Throws the signal's reason, and RangeError once the time is over. */
export function stillAllowed({ signal, deadline }: Allowance): void {
  signal?.throwIfAborted();
  if (performance.now() > deadline) throw new RangeError('The index takes too long to read.');
}
