import type { Lease } from './lease.js';

/** The leases this process holds, so that a cancel message finds the one it is about. */
export class RunningLeases {
  readonly #leases = new Map<string, Lease>();

  add(compositionId: string, lease: Lease): void {
    this.#leases.set(compositionId, lease);
  }

  remove(compositionId: string, lease: Lease): void {
    lease.close();
    if (this.#leases.get(compositionId) === lease) this.#leases.delete(compositionId);
  }

  /** A message is only a hint: the lease itself asks Postgres whether it is true. */
  check(compositionId: string): void {
    this.#leases.get(compositionId)?.check();
  }

  get size(): number {
    return this.#leases.size;
  }
}
