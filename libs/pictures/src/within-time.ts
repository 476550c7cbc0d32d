/** What a picture that takes too long is given up with. */
class Late extends Error {}

export const isLate = (error: unknown): boolean => error instanceof Late;

/**
 * Rejects where `work` takes longer. sharp has a timeout of its own, but looks at it only between the parts of a picture,
 * and an SVG with a costly filter is one part; the work itself goes on, bounded by the size of the picture.
 */
export async function withinTime<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Late()), seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
