/** How often what happened; names not in it happened never. */
export type Tally = Readonly<Record<string, number>>;

const combined = (a: Tally, b: Tally, how: (a: number, b: number) => number): Tally =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().map((name) => [name, how(a[name] ?? 0, b[name] ?? 0)]),
  );

export const minus = (a: Tally, b: Tally): Tally => combined(a, b, (one, other) => one - other);
export const plus = (a: Tally, b: Tally): Tally => combined(a, b, (one, other) => one + other);
export const times = (a: Tally, factor: number): Tally => combined(a, {}, (one) => one * factor);

/** Of the names that begin so. */
export const total = (tally: Tally, start = ''): number =>
  Object.entries(tally).reduce((sum, [name, count]) => (name.startsWith(start) ? sum + count : sum), 0);
