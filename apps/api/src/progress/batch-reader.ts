/** Gathers single reads of a moment into one: a thousand clients that come back at once cost one query. */
export class BatchReader<T> {
  #waiting = new Map<string, Deferred<T | null>>();

  constructor(
    private readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
    private readonly maxBatch = 1000,
  ) {}

  get(id: string): Promise<T | null> {
    const known = this.#waiting.get(id);
    if (known !== undefined) return known.promise;
    const entry = deferred<T | null>();
    this.#waiting.set(id, entry);
    if (this.#waiting.size === 1) setTimeout(() => this.#flush(), 2);
    if (this.#waiting.size >= this.maxBatch) this.#flush();
    return entry.promise;
  }

  #flush(): void {
    const batch = this.#waiting;
    if (batch.size === 0) return;
    this.#waiting = new Map();
    this.read([...batch.keys()]).then(
      (found) => {
        for (const [id, entry] of batch) entry.resolve(found.get(id) ?? null);
      },
      (error: unknown) => {
        for (const entry of batch.values()) entry.reject(error);
      },
    );
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** Promise.withResolvers, which Node 20 does not have. */
function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject };
}
