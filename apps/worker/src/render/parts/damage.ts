import { CutroomError } from '#lib/contracts';
import type { GraphInput } from '#lib/filter-graph';

/** A source that was rendered as far as it could be decoded. */
export interface DamageWarning {
  readonly pointer: string;
  /** Packets lost, over all runs that read them; a place near a cut may be read, and counted, by two. */
  readonly damaged_places: number;
}

/** A source may be damaged in many parts. */
export function addUp(warnings: readonly DamageWarning[]): readonly DamageWarning[] {
  const places = new Map<string, number>();
  for (const { pointer, damaged_places } of warnings) places.set(pointer, (places.get(pointer) ?? 0) + damaged_places);
  return [...places].map(([pointer, damaged_places]) => ({ pointer, damaged_places }));
}

/** Which sources of a render turned out damaged while it was encoded. */
export class Damage {
  readonly #byPointer = new Map<string, number>();
  readonly #pointers: readonly string[];

  /** @param pointers of the plan's media, in its order */
  constructor(pointers: readonly string[]) {
    this.#pointers = pointers;
  }

  /** Notes what a run with these inputs could not decode. @returns whether there was anything */
  note(inputs: readonly GraphInput[], errors: ReadonlyMap<number, number>): boolean {
    for (const [input, count] of errors) {
      const pointer = this.#pointerOf(inputs, input);
      if (pointer !== null) this.#byPointer.set(pointer, (this.#byPointer.get(pointer) ?? 0) + count);
    }
    return errors.size > 0;
  }

  /** Runs work whose failure may blame one of `inputs` (`details.input`); it then names the place in the request. */
  async naming<T>(inputs: readonly GraphInput[], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CutroomError) || typeof error.details['input'] !== 'number') throw error;
      const { input, ...details } = error.details;
      const pointer = this.#pointerOf(inputs, Number(input));
      if (pointer === null) throw error;
      throw CutroomError.at(error.code, pointer, error.message, { details, transient: error.transient, cause: error });
    }
  }

  get warnings(): readonly DamageWarning[] {
    return [...this.#byPointer].map(([pointer, damaged_places]) => ({ pointer, damaged_places }));
  }

  /** Where the request names the source behind the `input`-th input; null for a picture of ours. */
  #pointerOf(inputs: readonly GraphInput[], input: number): string | null {
    const found = inputs[input];
    return found?.kind === 'media' ? (this.#pointers[found.media] ?? null) : null;
  }
}
