import { CutroomError } from '#lib/contracts';

/** Runs work on one source; whatever goes wrong then names the place in the request that asked for it. */
export async function namingThePlace<T>(pointer: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CutroomError) || error.details.errors !== undefined) throw error;
    throw CutroomError.at(error.code, pointer, error.message, {
      details: error.details,
      transient: error.transient,
      cause: error,
    });
  }
}
