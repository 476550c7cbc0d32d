/** Edits (insert, delete, replace) between two words; the classic Levenshtein distance, one row at a time. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...a].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** Up to three of `names` a person may have meant by `word`, nearest first. */
export const nearestNames = (word: string, names: Iterable<string>): readonly string[] => {
  const wanted = word.toLowerCase().slice(0, 40);
  const reach = Math.max(2, Math.floor(wanted.length / 3));
  return [...names]
    .map((name) => ({ name, edits: wanted.length > 2 && name.startsWith(wanted) ? 1 : distance(wanted, name) }))
    .filter(({ edits }) => edits <= reach)
    .sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
};
