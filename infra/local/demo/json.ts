/** A value out of foreign JSON by its path; undefined where any step is missing. */
export function pick(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) {
      return undefined;
    }
    current = Object.entries(current).find(([key]) => key === step)?.[1];
  }
  return current;
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
