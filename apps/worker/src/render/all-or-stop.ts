/** Runs tasks side by side, each under a signal that `parent` aborts too; gives their results in order. */
export type Together = <T>(
  parent: AbortSignal,
  tasks: readonly ((signal: AbortSignal) => Promise<T>)[],
) => Promise<readonly T[]>;

/**
 * Runs work side by side under one signal of its own: the first failure stops the rest, and nothing is left
 * running when this ends. Throws the first failure.
 */
export async function allOrStop<T>(
  parent: AbortSignal,
  tasks: readonly ((signal: AbortSignal) => Promise<T>)[],
): Promise<readonly T[]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([parent, stop.signal]);
  let first: { readonly error: unknown } | undefined;
  const results = await Promise.all(
    tasks.map(async (task) => {
      try {
        return { value: await task(signal) };
      } catch (error) {
        first ??= { error };
        stop.abort(error);
        return undefined;
      }
    }),
  );
  if (first !== undefined) throw first.error;
  return results.flatMap((result) => (result === undefined ? [] : [result.value]));
}

/** The same for work of different kinds. */
export const allOfThese = async <T extends readonly unknown[]>(
  parent: AbortSignal,
  tasks: { readonly [Place in keyof T]: (signal: AbortSignal) => Promise<T[Place]> },
): Promise<T> => (await allOrStop<unknown>(parent, tasks)) as T;
