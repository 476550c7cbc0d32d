/** A value that may be `ttlMs` old. Callers share one load; where it fails, the last value goes on being used. */
export class Cached<T> {
  #value: { readonly at: number; readonly of: T } | undefined;
  #loading: Promise<T> | undefined;

  constructor(
    private readonly ttlMs: number,
    private readonly load: () => Promise<T>,
  ) {}

  async get(): Promise<T> {
    if (this.#value !== undefined && performance.now() - this.#value.at < this.ttlMs) return this.#value.of;
    this.#loading ??= this.#reload().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #reload(): Promise<T> {
    try {
      const of = await this.load();
      this.#value = { at: performance.now(), of };
      return of;
    } catch (error) {
      if (this.#value === undefined) throw error;
      return this.#value.of;
    }
  }
}
