import { CutroomError } from '#lib/contracts';
import type { Together } from '../render/all-or-stop.js';

/**
 * Runs every task to its end, whatever becomes of the others. Throws all that is wrong with the request as one error; but
 * where a task failed for another reason, that, since nothing is known then.
 */
export const allOrReport: Together = async (parent, tasks) => {
  const ended = await Promise.allSettled(tasks.map((task) => task(parent)));
  const failures: readonly unknown[] = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const [first] = failures;
  if (first === undefined) return ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const strange = failures.find((failure) => problemsIn(failure).length === 0);
  if (strange !== undefined || !(first instanceof CutroomError)) throw strange ?? first;
  throw new CutroomError(first.code, first.message, { details: { errors: failures.flatMap(problemsIn) } });
};

/** What is wrong with the request itself, and stays so. */
export const problemsIn = (failure: unknown) =>
  failure instanceof CutroomError && !failure.transient ? (failure.details.errors ?? []) : [];
