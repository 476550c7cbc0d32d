import type { CountedFilm, CountedRender } from './count-film.js';
import type { Counts } from './stack.js';
import { total } from './tally.js';

const written = (value: number): string => (Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(0));
const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;

/** The figures that docs/scaling.md speaks of. */
function figures({ postgres, redis, objects }: Counts): readonly (readonly [string, string])[] {
  const statements = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'WITH'].reduce(
    (sum, word) => sum + (postgres[word] ?? 0),
    0,
  );
  const requests = total(objects) - (objects['bytes in'] ?? 0) - (objects['bytes out'] ?? 0);
  return [
    ['PostgreSQL statements', written(statements)],
    ['PostgreSQL rows written', written(total(postgres, 'rows '))],
    ['PostgreSQL commits', written(postgres['commits'] ?? 0)],
    ['PostgreSQL log', mebibytes(postgres['wal bytes'] ?? 0)],
    ['PostgreSQL milliseconds', written(postgres['milliseconds'] ?? 0)],
    ['Redis commands', written(redis['commands'] ?? 0)],
    ['Redis scripts', written(redis['command evalsha'] ?? 0)],
    ['Redis milliseconds', written(redis['milliseconds'] ?? 0)],
    ['store requests', written(requests)],
    ['store PUT', written(total(objects, 'PUT'))],
    ['store GET', written(total(objects, 'GET'))],
    ['store in, out', `${mebibytes(objects['bytes in'] ?? 0)}, ${mebibytes(objects['bytes out'] ?? 0)}`],
  ];
}

const described = (name: string, { wallSeconds, segments }: CountedRender): string =>
  `${name}: ${wallSeconds.toFixed(1)} s, ${segments.rendered} of ${segments.count} segments rendered`;

const line = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(26) : cell.padStart(20))).join('');

/** What a fleet asks for in a second of doing nothing. */
export const idleTable = ({
  workers,
  idle,
}: {
  readonly workers: number;
  readonly idle: Counts;
}): readonly string[] => [line([`${workers} idle, a second`, '']), ...figures(idle).map((row) => line([...row]))];

/** One line for each figure, one column for doing nothing for a second and for each render. */
export function countsTable({ workers, idle, cold, again, edit }: CountedFilm): readonly string[] {
  const columns = [idle, cold.counts, again.counts, edit.counts].map(figures);
  const head = [`workers: ${workers}`, 'idle, a second', 'cold', 'again', 'edit'];
  const rows = (columns[0] ?? []).map(([name], row) => [name, ...columns.map((column) => column[row]?.[1] ?? '')]);
  const renders = [described('cold', cold), described('again', again), described('edit', edit)];
  return [...renders, line(head), ...rows.map(line)];
}
