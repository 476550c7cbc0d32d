/** A binary heap: `pop` gives the smallest by `before`, the earlier pushed of two equals first. */
export class Heap<T> {
  readonly #items: { readonly item: T; readonly order: number }[] = [];
  #pushed = 0;

  constructor(private readonly compare: (a: T, b: T) => number) {}

  push(item: T): void {
    this.#items.push({ item, order: this.#pushed++ });
    let at = this.#items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  pop(): T | undefined {
    const [first] = this.#items;
    const last = this.#items.pop();
    if (first === undefined || last === undefined) return undefined;
    if (this.#items.length > 0) {
      this.#items[0] = last;
      this.#sink();
    }
    return first.item;
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const smaller = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfBefore(smaller, at)) return;
      at = smaller;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#items[a], this.#items[b]];
    if (one === undefined || other === undefined) return false;
    const compared = this.compare(one.item, other.item);
    return compared < 0 || (compared === 0 && one.order < other.order);
  }

  #swapIfBefore(lower: number, upper: number): boolean {
    const [one, other] = [this.#items[lower], this.#items[upper]];
    if (one === undefined || other === undefined || !this.#isBefore(lower, upper)) return false;
    this.#items[upper] = one;
    this.#items[lower] = other;
    return true;
  }
}
