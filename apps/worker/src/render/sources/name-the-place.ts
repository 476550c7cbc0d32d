import { CutroomError } from '#lib/contracts';

/** Runs work on one source; whatever goes wrong then names the place in the request that asked for it. */
export async function namingThePlace<T>(pointer: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CutroomError) || error.details.errors !== undefined) throw error;
    // Which of the files of one command it was says nothing to who reads the pointer.
    const { input: _input, ...details } = error.details;
    throw CutroomError.at(error.code, pointer, error.message, {
      details,
      transient: error.transient,
      cause: error,
    });
  }
}
