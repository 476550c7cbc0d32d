import type { CallbackPort, DueCallback } from '#lib/callbacks';
import type { CallbackRepository, ClaimedCallback } from '#lib/persistence';

/** What is to be told of a subject that has ended; null where it is gone. */
export type TellOf = (subject: Pick<ClaimedCallback, 'subjectType' | 'subjectId'>) => Promise<object | null>;

/**
 * The courier's view of Postgres. The first try fixes what is said: later ones repeat it, whatever has expired since.
 * One whose words cannot be found stays held and is tried again later, without the others.
 */
export const callbackPort = (
  callbacks: CallbackRepository,
  tellOf: TellOf,
  onTrouble: (error: unknown) => void,
): CallbackPort => {
  const withBody = async (claimed: ClaimedCallback): Promise<DueCallback> => {
    if (claimed.body !== null) return { ...claimed, body: claimed.body };
    const told = (await tellOf(claimed)) ?? { error: 'This was removed before it could be told.' };
    return { ...claimed, body: await callbacks.keepBody(claimed.webhookId, JSON.stringify(told)) };
  };
  return {
    claim: async (limit, holdSeconds, share) => {
      const claimed = await callbacks.claim(limit, holdSeconds, share);
      const results = await Promise.allSettled(claimed.map(withBody));
      for (const result of results) if (result.status === 'rejected') onTrouble(result.reason);
      return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
    record: async (callback, attempt, verdict) => {
      await callbacks.record(callback, attempt, verdict);
    },
  };
};
