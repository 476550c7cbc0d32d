import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';
import { cancelled } from './faults.js';

export interface BodyGuardOptions {
  readonly expectedBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Gives every fault of the source its code. */
  readonly translate: (error: unknown) => Error;
}

/** Passes a body through and ends only when exactly the expected bytes came; anything else is an error of the stream. */
export function guardBody(source: Readable, options: BodyGuardOptions): Readable {
  const guard = new BodyGuard(options);
  // The guard itself carries the error to its reader; without this callback pipeline would throw it into the void.
  pipeline(source, guard, () => guard.release());
  return guard;
}

class BodyGuard extends Transform {
  readonly #options: BodyGuardOptions;
  readonly #onAbort = () => this.destroy(new Error('aborted'));
  #received = 0;

  constructor(options: BodyGuardOptions) {
    super();
    this.#options = options;
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (options.signal?.aborted === true) this.#onAbort();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#received += chunk.length;
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    const complete = this.#received === this.#options.expectedBytes;
    done(complete ? null : new Error(`${this.#received} of ${this.#options.expectedBytes} bytes came`));
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.release();
    const signal = this.#options.signal;
    if (error === null) done(null);
    else done(signal?.aborted === true ? cancelled(signal) : this.#options.translate(error));
  }

  release(): void {
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
  }
}
