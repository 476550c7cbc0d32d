import type { Problem } from '#lib/contracts';
import { validationFailed } from '../http/validate.js';

export interface Page {
  /** From 1 on. */
  readonly page: number;
  readonly pageSize: number;
}

const LIMITS = { page: [1, 1, 1_000_000], page_size: [20, 1, 100] } as const;

/** `page` and `page_size` of a query. @throws CutroomError VALIDATION_FAILED */
export const readPage = (query: Readonly<Record<string, unknown>>): Page => {
  const problems: Problem[] = [];
  const read = (name: keyof typeof LIMITS): number => {
    const [usual, least, most] = LIMITS[name];
    const said = query[name];
    if (said === undefined) return usual;
    const number = typeof said === 'string' && /^\d{1,9}$/.test(said) ? Number(said) : Number.NaN;
    if (number >= least && number <= most) return number;
    problems.push({ pointer: `/${name}`, message: `must be a whole number from ${least} to ${most}` });
    return usual;
  };
  const page = { page: read('page'), pageSize: read('page_size') };
  if (problems.length > 0) throw validationFailed(problems);
  return page;
};
