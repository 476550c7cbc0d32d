import type { PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Problem } from '#lib/contracts';
import { CutroomError } from '#lib/contracts';
import { isObject } from './fields.js';
import { shapeProblems } from './json-shape.js';
import { tameLists } from './list-limits.js';
import { problemDetails, toProblems } from './problems.js';

type Dto<T extends object> = new () => T;

/** Every problem that `value` has as a `type`, unknown fields included; empty where it is one. */
export const problemsOf = <T extends object>(type: Dto<T>, value: unknown): readonly Problem[] =>
  check(type, value).problems;

/** A body that was not read at all most often lacks the header: curl says of JSON that it is a form. */
const noObject = (value: unknown): string =>
  value === undefined
    ? 'must be a JSON object, with the header Content-Type: application/json'
    : 'must be a JSON object';

type Bounded =
  | { readonly kind: 'body'; readonly body: Record<string, unknown> }
  | { readonly kind: 'unusable'; readonly problems: readonly Problem[] };

const bound = (type: Dto<object>, value: unknown): Bounded => {
  if (!isObject(value)) return { kind: 'unusable', problems: [{ pointer: '', message: noObject(value) }] };
  const body = tameLists(type, value);
  const problems = shapeProblems(body);
  return problems.length > 0 ? { kind: 'unusable', problems } : { kind: 'body', body };
};

/**
 * The body as an object that is small enough to be worked with; lists too long for `type` are cut, and still too long.
 * @throws CutroomError VALIDATION_FAILED
 */
export const boundedBody = (type: Dto<object>, value: unknown): Record<string, unknown> => {
  const bounded = bound(type, value);
  if (bounded.kind === 'unusable') throw validationFailed(bounded.problems);
  return bounded.body;
};

const check = <T extends object>(
  type: Dto<T>,
  value: unknown,
): { instance: T | null; problems: readonly Problem[] } => {
  const bounded = bound(type, value);
  if (bounded.kind === 'unusable') return { instance: null, problems: bounded.problems };
  const instance = plainToInstance(type, bounded.body);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true });
  return { instance, problems: toProblems(errors) };
};

export const validationFailed = (problems: readonly Problem[]): CutroomError =>
  new CutroomError('VALIDATION_FAILED', summary(problems), { details: problemDetails(problems) });

const summary = (problems: readonly Problem[]): string => {
  const [first] = problems;
  if (first === undefined) return 'The request is not valid.';
  const where = first.pointer === '' ? 'The request' : first.pointer;
  return problems.length === 1
    ? `${where} ${first.message.replace(/\.$/, '')}.`
    : `The request has ${problems.length} problems.`;
};

/** A pipe for a body or a query: a checked `type`, or VALIDATION_FAILED with every problem. */
export const as = <T extends object>(type: Dto<T>): PipeTransform<unknown, T> => ({
  transform: (value) => {
    const { instance, problems } = check(type, value);
    if (instance === null || problems.length > 0) throw validationFailed(problems);
    return instance;
  },
});
