import { CutroomError } from '#lib/contracts';

/**
 * Rejects with TIMEOUT (transient) where `work` takes longer. The work itself cannot be stopped, it runs in native code;
 * what bounds it is the length of the text and the size of the picture.
 */
export const withinTime = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new CutroomError('TIMEOUT', 'Drawing the text took too long.', { transient: true });
    timer = setTimeout(() => reject(error), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
