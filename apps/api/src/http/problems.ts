import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { Problem } from '#lib/contracts';
import { didYouMean } from './closest.js';
import { isObject } from './fields.js';
import { pointerTo } from './pointer.js';

/** How the message about a field that is not part of the language begins. */
export const UNKNOWN_FIELD = 'unknown field';

/** Reported in one answer; where there are more, only their number. */
export const MAX_REPORTED = 100;

const names = new Map<object, ReadonlySet<string>>();

const namesOf = (target: object | undefined): ReadonlySet<string> => {
  if (target === undefined) return new Set();
  const known = names.get(target.constructor);
  if (known !== undefined) return known;
  const metadata = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  const found = new Set(metadata.map(({ propertyName }) => propertyName));
  names.set(target.constructor, found);
  return found;
};

const itemsOf = (value: unknown, pointer: string): readonly Problem[] =>
  (Array.isArray(value) ? value : []).flatMap((item, index) =>
    isObject(item) ? [] : [{ pointer: pointerTo(pointer, index), message: 'must be an object' }],
  );

/** Gives `found` what is wrong at `error` and below. */
const collect = (error: ValidationError, parent: string, found: Problem[]): void => {
  const pointer = pointerTo(parent, error.property);
  const { shape, size, items, whitelistValidation, ...others } = error.constraints ?? {};
  if (whitelistValidation !== undefined) {
    // A hint is dear, and nobody will read it.
    const hint = found.length < MAX_REPORTED ? didYouMean(error.property, namesOf(error.target)) : '';
    found.push({ pointer, message: `${UNKNOWN_FIELD}${hint}` });
    return;
  }
  const whole = shape ?? size;
  if (whole !== undefined) {
    found.push({ pointer, message: whole });
    return;
  }
  // `nestedValidation` only repeats that an item is no object.
  const { nestedValidation: _repeats, ...own } = others;
  const first = Object.values(own)[0];
  if (first !== undefined) found.push({ pointer, message: first });
  if (items !== undefined) found.push(...itemsOf(error.value, pointer));
  for (const child of error.children ?? []) collect(child, pointer, found);
};

/** class-validator's tree → the contract's flat list, in the order of the request. Hints only where they will be reported. */
export const toProblems = (errors: readonly ValidationError[]): readonly Problem[] => {
  const found: Problem[] = [];
  for (const error of errors) collect(error, '', found);
  return found;
};

/** `details` of an error about these: the first of them, and where that is not all, how many there are. */
export const problemDetails = (problems: readonly Problem[]): Readonly<Record<string, unknown>> =>
  problems.length <= MAX_REPORTED
    ? { errors: problems }
    : { errors: problems.slice(0, MAX_REPORTED), total: problems.length };
