import type { Lease } from './lease.js';

/** The leases this process holds, so that a cancel message finds those it is about: one a render, or one a part of it. */
export class RunningLeases {
  readonly #leases = new Map<Lease, string>();

  add(compositionId: string, lease: Lease): void {
    this.#leases.set(lease, compositionId);
  }

  remove(lease: Lease): void {
    lease.close();
    this.#leases.delete(lease);
  }

  /** A message is only a hint: the lease itself asks Postgres whether it is true. */
  check(compositionId: string): void {
    for (const [lease, held] of this.#leases) {
      if (held === compositionId) lease.check();
    }
  }

  extend(compositionId: string, seconds: number): void {
    for (const [lease, held] of this.#leases) {
      if (held === compositionId) lease.extend(seconds);
    }
  }

  get size(): number {
    return this.#leases.size;
  }
}
